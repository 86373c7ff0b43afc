import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signerFromPem } from '../../../evidence/keys.ts';
import { readTrustRoot } from '../../../evidence/trust-root.ts';
import { testContext } from '../../testing/context.ts';
import { useFolder } from '../../testing/folder.ts';
import { testProcess } from '../../testing/process.ts';
import { newKeyCommand } from './new.ts';
import { signerFor } from './signer-for.ts';

const folder = useFolder();
const here = () => testProcess([], { cwd: folder(), env: { PATH: process.env['PATH'] } });
const read = (path: string): string => readFileSync(join(folder(), path), 'utf8');

describe('keys new', () => {
  it('keeps the private half to its owner and lists the public half', async () => {
    const context = testContext(folder());
    expect(await newKeyCommand(context, { role: ['attest'] }, 'justin')).toBe(0);
    const [key] = readTrustRoot(read('prestage.keys'), 'prestage.keys').keys;
    expect(key).toMatchObject({ name: 'justin', roles: ['attest'] });
    expect(signerFromPem('justin', read('.prestage/keys/justin.pem')).keyId).toBe(key?.id);
    expect(statSync(join(folder(), '.prestage/keys/justin.pem')).mode & 0o777).toBe(0o600);
    expect(context.cli.out()).not.toContain('PRIVATE KEY');
  });
  it('keeps .prestage out of git', async () => {
    await newKeyCommand(testContext(folder()), { role: ['run'] }, 'ci');
    expect(read('.prestage/.gitignore')).toBe('*\n');
  });
  it('adds to the keys that are there and refuses a name that is taken', async () => {
    await newKeyCommand(testContext(folder()), { role: ['run'] }, 'ci');
    await newKeyCommand(testContext(folder()), { role: ['approve', 'attest'] }, 'justin');
    const before = read('prestage.keys');
    await expect(newKeyCommand(testContext(folder()), { role: ['run'] }, 'ci')).rejects.toThrow('There is a key ci');
    expect(read('prestage.keys')).toBe(before);
    expect(readTrustRoot(before, 'prestage.keys').keys.map(({ name }) => name)).toEqual(['ci', 'justin']);
  });
  it('never writes over a private key whose public half was taken out', async () => {
    await newKeyCommand(testContext(folder()), { role: ['run'] }, 'ci');
    const before = read('.prestage/keys/ci.pem');
    writeFileSync(join(folder(), 'prestage.keys'), 'keys: []\n');
    await expect(newKeyCommand(testContext(folder()), { role: ['run'] }, 'ci')).rejects.toThrow('There is a key ci');
    expect(read('.prestage/keys/ci.pem')).toBe(before);
  });
  it.each(['../up', 'a/b', '', '.hidden'])('refuses the name %j', async (name) => {
    await expect(newKeyCommand(testContext(folder()), { role: ['run'] }, name)).rejects.toMatchObject({ exitCode: 64 });
  });
});

const sign = (file?: string) => signerFor(here(), { root: folder(), role: 'attest', file });

describe('the key to sign with', () => {
  it('is the only one with the role, whoever else has one beside it', async () => {
    await newKeyCommand(testContext(folder()), { role: ['run'] }, 'ci');
    await newKeyCommand(testContext(folder()), { role: ['attest'] }, 'justin');
    expect((await sign()).name).toBe('justin');
  });
  it('is not the one that runs sign with, though the environment names it', async () => {
    await newKeyCommand(testContext(folder()), { role: ['run'] }, 'ci');
    await newKeyCommand(testContext(folder()), { role: ['attest'] }, 'justin');
    const env = { PATH: process.env['PATH'], PRESTAGE_KEY_FILE: '.prestage/keys/ci.pem' };
    const cli = testProcess([], { cwd: folder(), env });
    expect((await signerFor(cli, { root: folder(), role: 'attest', file: undefined })).name).toBe('justin');
    expect((await signerFor(cli, { root: folder(), role: 'run', file: undefined })).name).toBe('ci');
  });
  it('has to be named when there are two', async () => {
    for (const name of ['ana', 'justin']) await newKeyCommand(testContext(folder()), { role: ['attest'] }, name);
    await expect(sign()).rejects.toThrow('ana and justin both have the role');
    expect((await sign('.prestage/keys/ana.pem')).name).toBe('ana');
  });
  it('is asked for when there is none', async () => {
    await expect(sign()).rejects.toMatchObject({
      data: { code: 'keys.none', fix: expect.stringContaining('prestage keys new NAME --role attest') },
    });
  });
});

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder(), encoding: 'utf8' });
const key = '.prestage/keys/justin.pem';
const made = async () => {
  git('init', '--quiet');
  await newKeyCommand(testContext(folder(), [], { PATH: process.env['PATH'] }), { role: ['attest'] }, 'justin');
  git('add', 'prestage.keys');
  git('-c', 'user.name=Test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '--message', 'reviewed');
};
const refusal = (file?: string) =>
  sign(file).then(
    () => 'it signs',
    (error: unknown) => error,
  );

describe('a private key', () => {
  it('is not used while others can read it', async () => {
    await made();
    expect(await refusal()).toBe('it signs');
    chmodSync(join(folder(), key), 0o640);
    expect(await refusal()).toMatchObject({
      exitCode: 3,
      data: {
        code: 'keys.not-private',
        why: expect.stringContaining('0640'),
        fix: expect.stringContaining(`chmod 600 '${key}'`),
      },
    });
  });
  it('is not used while git has it, or would take it', async () => {
    await made();
    git('add', '--force', key);
    expect(await refusal()).toMatchObject({ data: { code: 'keys.not-ignored', file: key } });
    git('rm', '--quiet', '--cached', key);
    expect(await refusal()).toBe('it signs');
    writeFileSync(join(folder(), 'other.pem'), read(key), { mode: 0o600 });
    expect(await refusal('other.pem')).toMatchObject({ data: { code: 'keys.not-ignored', file: 'other.pem' } });
  });
  it('that is missing is named, and how to have one', async () => {
    expect(await refusal('gone.pem')).toMatchObject({
      data: { code: 'keys.missing', file: 'gone.pem', fix: expect.stringContaining('prestage keys new') },
    });
  });
  it('that is none is said to be none, and not repeated', async () => {
    writeFileSync(join(folder(), 'odd.pem'), 'swordfish', { mode: 0o600 });
    const failure = await refusal('odd.pem');
    expect(failure).toMatchObject({ data: { code: 'evidence.key-unreadable' } });
    expect(JSON.stringify(failure)).not.toContain('swordfish');
  });
  it('is not left where git would take it, and its public half is not trusted', async () => {
    await made();
    git('add', '--force', key);
    execFileSync('rm', [join(folder(), key)]);
    writeFileSync(join(folder(), 'prestage.keys'), 'keys: []\n');
    await expect(made()).rejects.toMatchObject({ data: { code: 'keys.not-ignored' } });
    expect(existsSync(join(folder(), key))).toBe(false);
    expect(read('prestage.keys')).toBe('keys: []\n');
  });
});
