import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure, type FailureData } from '../../core/failure.ts';
import type { Vault } from '../../core/vault.ts';
import { createVault } from './vault.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'prestage-vault-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Files below `vault/`, each with one credential that its path tells apart. */
function vaultOf(paths: readonly string[], environments: readonly string[] = ['staging', 'production']): Vault {
  for (const path of paths) put(path, `VALUE=value-of-${path.replaceAll('/', '-')}\n`);
  return createVault({ root, settings: { kind: 'dotenv', folder: 'vault' }, environments });
}

function put(path: string, text: string, mode = 0o600): void {
  const file = join(root, 'vault', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
  chmodSync(file, mode);
}

async function problemsOf(vault: Vault): Promise<readonly FailureData[]> {
  try {
    await vault.all();
    return [];
  } catch (error) {
    if (error instanceof Failure) return error.data.problems ?? [error.data];
    throw error;
  }
}

const reveal = async (vault: Vault, name: string, environment?: string): Promise<string> =>
  (await vault.resolve(name, environment)).reveal();

describe('names, from the paths that a team has', () => {
  const paths = [
    'occ/supabase/database_url_staging.env',
    'occ/supabase/database_url_prod.env',
    'occ/supabase/staging/service_key.env',
    'occ/fly/api_token.env',
    'occ/openai/production/api-key.env',
    'occ/publer/publer_workspace_id_production.env',
    'webhook_secret.env',
  ];
  it.each([
    ['supabase_database_url', 'staging', 'occ-supabase-database_url_staging'],
    ['supabase_database_url', 'production', 'occ-supabase-database_url_prod'],
    ['supabase_database_url', 'prod', 'occ-supabase-database_url_prod'],
    ['supabase_service_key', 'staging', 'occ-supabase-staging-service_key'],
    ['fly_api_token', undefined, 'occ-fly-api_token'],
    ['fly_api_token', 'staging', 'occ-fly-api_token'],
    ['openai_api_key', 'production', 'occ-openai-production-api-key'],
    ['publer_workspace_id', 'production', 'occ-publer-publer_workspace_id_production'],
    ['webhook_secret', 'production', 'webhook_secret'],
  ])('%s of %s', async (name, environment, file) => {
    expect(await reveal(vaultOf(paths), name, environment)).toBe(`value-of-${file}.env`);
  });
  it('are listed for an environment, and for all', async () => {
    const vault = vaultOf(paths);
    expect(await vault.names('staging')).toEqual([
      'fly_api_token',
      'supabase_database_url',
      'supabase_service_key',
      'webhook_secret',
    ]);
    expect(await vault.names()).toHaveLength(6);
  });
  it('follow the config, whatever it calls its environments', async () => {
    const vault = vaultOf(['fly/token_prod.env', 'fly/token_eu-west.env'], ['prod', 'eu-west', 'west']);
    expect(await reveal(vault, 'fly_token', 'prod')).toContain('token_prod');
    expect(await reveal(vault, 'fly_token', 'production')).toContain('token_prod');
    expect(await reveal(vault, 'fly_token', 'eu-west')).toContain('token_eu-west');
  });
  it('of a file with several keys carry the key', async () => {
    put('chatwoot/super_admin_staging.env', 'EMAIL=someone@localhost\nPASSWORD="a good one"\n');
    const vault = vaultOf(['fly/token.env']);
    expect(await vault.names('staging')).toEqual([
      'chatwoot_super_admin.email',
      'chatwoot_super_admin.password',
      'fly_token',
    ]);
    expect(await reveal(vault, 'chatwoot_super_admin.password', 'staging')).toBe('a good one');
    expect(await reveal(vault, 'fly_token.value')).toContain('token');
    await expect(vault.resolve('chatwoot_super_admin', 'staging')).rejects.toMatchObject({
      data: { why: expect.stringContaining('`chatwoot_super_admin.email`, `chatwoot_super_admin.password`') },
    });
  });
});

describe('a secret that is not there', () => {
  it('is named with its neighbour, where was looked, and how to add it', async () => {
    const vault = vaultOf(['publer/api_key_staging.env']);
    await expect(vault.resolve('publer_apikey', 'staging')).rejects.toMatchObject({
      exitCode: 3,
      data: {
        code: 'secrets.missing',
        what: 'The secret publer_apikey of staging is not in the vault',
        why: expect.stringContaining('near it is publer_api_key'),
        fix: expect.stringContaining("touch 'vault/publer_apikey_staging.env'"),
        tried: ['vault/**/*.env'],
      },
    });
  });
  it('is never taken from another environment', async () => {
    const vault = vaultOf(['publer/api_key_staging.env']);
    for (const environment of ['production', 'prod', undefined]) {
      await expect(vault.resolve('publer_api_key', environment)).rejects.toMatchObject({
        data: { code: 'secrets.missing', why: 'it is kept for staging alone' },
      });
    }
  });
  it('can be added as the fix says', async () => {
    const failure = await vaultOf([])
      .resolve('publer_api_key', 'staging')
      .catch((error: unknown) => error);
    if (!(failure instanceof Failure)) throw new Error('it was there');
    const [, command = ''] = /`(.*?)`/.exec(failure.data.fix) ?? [];
    execFileSync('sh', ['-c', command], { cwd: root });
    writeFileSync(join(root, 'vault/publer_api_key_staging.env'), 'PUBLER_API_KEY=abc\n');
    expect(statSync(join(root, 'vault/publer_api_key_staging.env')).mode & 0o777).toBe(0o600);
    expect(await reveal(vaultOf([]), 'publer_api_key', 'staging')).toBe('abc');
  });
  it('is not there either when the folder is not, which is no fault of the vault', async () => {
    const vault = vaultOf([]);
    expect(await vault.names()).toEqual([]);
    expect(await vault.all()).toEqual([]);
    await expect(vault.resolve('a')).rejects.toMatchObject({
      data: { why: 'vault is not there or holds no .env file' },
    });
  });
});

describe('what is refused', () => {
  it.each([
    [['supabase/database_url_prod.env', 'supabase/database_url_production.env'], 'is kept twice'],
    [['supabase/prod/database_url.env', 'supabase/database_url_prod.env'], 'is kept twice'],
    [['a/publer/key.env', 'b/publer/key.env'], 'is kept twice'],
    [['fly/token.env', 'fly/token_staging.env'], 'for all environments and for one'],
  ])('two files for one name: %j', async (paths, words) => {
    const [problem, ...others] = await problemsOf(vaultOf(paths));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'secrets.duplicate', what: expect.stringContaining(words) });
    for (const path of paths) expect(problem?.why).toContain(`vault/${path}`);
  });
  it('two files for one name, even when neither can be read', async () => {
    put('fly/token_prod.env', 'export A=b\n');
    put('fly/token_production.env', 'A=b\n', 0o644);
    expect((await problemsOf(vaultOf([]))).map(({ code }) => code)).toEqual([
      'secrets.env-export',
      'files.not-private',
      'secrets.duplicate',
    ]);
  });
  it.each([0o640, 0o604, 0o644, 0o620, 0o666])('a file of mode %o', async (mode) => {
    put('fly/token.env', 'TOKEN=a-good-token\n', mode);
    expect(await problemsOf(vaultOf([]))).toMatchObject([
      { code: 'files.not-private', file: 'vault/fly/token.env', fix: "chmod 600 'vault/fly/token.env'" },
    ]);
  });
  it.each([0o777, 0o775, 0o720, 0o702])('a folder of mode %o, that others may write into', async (mode) => {
    const vault = vaultOf(['fly/token.env']);
    chmodSync(join(root, 'vault/fly'), mode);
    expect(await problemsOf(vault)).toMatchObject([
      { code: 'files.not-private', file: 'vault/fly', fix: "chmod 700 'vault/fly'" },
    ]);
  });
  it.each([
    [
      'google/account.json',
      '{"type":"service_account","private_key":"abc\\ndef","x":{"y":["z",1,true]}}',
      ['abc\ndef', 'z'],
    ],
    ['token.txt', ' ghi \n', ['ghi']],
    ['tls/key.pem', '-----BEGIN KEY-----\nabcd\n-----END KEY-----\n', ['-----BEGIN KEY-----\nabcd\n-----END KEY-----']],
    ['kube/config', 'users:\n- token: "abc"\n', ['users:\n- token: "abc"', 'abc']],
    ['kube/flat.yaml', "token: 'abc'\npass = d e\n", ["token: 'abc'\npass = d e", 'abc', 'd e']],
    ['tls/key.p12', 'a\0b', []],
    ['empty.json', '{}', []],
    ['huge.txt', 'x'.repeat(70_000), []],
  ])('gives what %s holds to redaction, and to nobody by name', async (path, text, parts) => {
    const vault = vaultOf(['fly/token.env']);
    for (const ignored of ['README.md', '.gitignore', 'fly/x.env.example']) put(ignored, '{}');
    put(path, text);
    const others = await vault.others();
    expect(others.map(({ file }) => file)).toEqual([`vault/${path}`]);
    expect(others[0]?.parts.map((part) => part.reveal())).toEqual(parts);
    expect(await vault.names()).toEqual(['fly_token']);
    expect(inspect(others, { depth: 9, showHidden: true })).not.toContain('abc');
  });
  it('links, copies that editors and people leave, and paths that say nothing', async () => {
    const vault = vaultOf(['fly/token.env', 'staging/x_prod.env', 'staging.env']);
    for (const path of ['fly/token.env.bak', 'fly/.env', 'fly/.env.staging', 'fly/token.env~']) put(path, 'A=b\n');
    for (const path of ['README.md', 'fly/.token.env.swp', 'fly/token.env.example', 'google/account.json'])
      put(path, '');
    symlinkSync(join(root, 'vault/fly/token.env'), join(root, 'vault/fly/other.env'));
    symlinkSync('/', join(root, 'vault/elsewhere'));
    const problems = await problemsOf(vault);
    expect(problems.map(({ code, file }) => `${code} ${file}`).toSorted()).toEqual([
      'secrets.file-name vault/fly/.env',
      'secrets.file-name vault/fly/.env.staging',
      'secrets.file-name vault/fly/token.env.bak',
      'secrets.file-name vault/fly/token.env~',
      'secrets.file-name vault/staging.env',
      'secrets.file-name vault/staging/x_prod.env',
      'secrets.link vault/elsewhere',
      'secrets.link vault/fly/other.env',
    ]);
  });
  it('a pipe, without waiting for it', async () => {
    mkdirSync(join(root, 'vault'));
    execFileSync('mkfifo', ['-m', '600', join(root, 'vault/token.env')]);
    expect(await problemsOf(vaultOf([]))).toMatchObject([{ code: 'files.not-a-file', file: 'vault/token.env' }]);
  });
  it('everything at once, with file and line, and without a value', async () => {
    put('a_staging.env', 'A=swordfish #1\n');
    put('b.env', '\n\nexport B=hunter2\nC=hunter3 4\n');
    put('c.env', 'C=correct-horse\n', 0o644);
    const vault = vaultOf(['d.env', 'd_staging.env']);
    const problems = await problemsOf(vault);
    expect(problems.map(({ code, file, line }) => [code, file, line])).toEqual([
      ['secrets.env-hash', 'vault/a_staging.env', 1],
      ['secrets.env-export', 'vault/b.env', 3],
      ['secrets.env-space-inside', 'vault/b.env', 4],
      ['files.not-private', 'vault/c.env', undefined],
      ['secrets.duplicate', 'vault/d_staging.env', undefined],
    ]);
    const failure = await vault.all().catch((error: unknown) => error);
    expect(inspect(failure, { depth: 9 }) + JSON.stringify(failure)).not.toMatch(
      /swordfish|hunter|correct-horse|value-of/,
    );
  });
});

it('opens nothing before it is asked, and reads once', async () => {
  const vault = vaultOf([]);
  put('fly/token.env', 'TOKEN=first-value\n');
  expect(await reveal(vault, 'fly_token')).toBe('first-value');
  rmSync(join(root, 'vault'), { recursive: true });
  expect(await reveal(vault, 'fly_token')).toBe('first-value');
});

it('prints no value, however it is looked at', async () => {
  const vault = vaultOf(['fly/token_staging.env']);
  const all = await vault.all();
  expect(inspect([vault, all], { depth: 9, showHidden: true }) + JSON.stringify(all)).not.toContain('value-of');
  expect(String(all[0]?.secret)).toBe('[secret fly_token:staging]');
});
