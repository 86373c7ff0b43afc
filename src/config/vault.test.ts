import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../core/failure.ts';
import { loadWorkspace } from './load.ts';
import { parseConfig } from './parse.ts';
import { openVault } from './vault.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'prestage-config-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function refusal(config: unknown): unknown {
  try {
    return parseConfig(config, 'prestage.config.ts');
  } catch (error) {
    return error instanceof Failure ? error.data : error;
  }
}

describe('the section `vault`', () => {
  it('opens the folder that it names, for the environments of the config', async () => {
    const config = `export default { vault: { kind: 'dotenv', folder: 'keep/safe/' }, environments: { live: {} } };`;
    writeFileSync(join(root, 'prestage.config.ts'), config);
    mkdirSync(join(root, 'keep/safe/fly'), { recursive: true });
    writeFileSync(join(root, 'keep/safe/fly/token_live.env'), 'TOKEN=a-good-token\n', { mode: 0o600 });
    const vault = openVault(await loadWorkspace(root));
    expect((await vault?.resolve('fly_token', 'live'))?.reveal()).toBe('a-good-token');
    expect((await vault?.all())?.map(({ file }) => file)).toEqual(['keep/safe/fly/token_live.env']);
  });
  it('may be missing, and is not looked into when the config is read', async () => {
    writeFileSync(join(root, 'prestage.config.ts'), `export default { vault: { kind: 'dotenv' } };`);
    writeFileSync(join(root, 'vault'), 'a file, not a folder');
    const workspace = await loadWorkspace(root);
    expect(workspace.settings('vault')).toEqual({ kind: 'dotenv', folder: 'vault' });
    await expect(openVault(workspace)?.names()).rejects.toMatchObject({ data: { code: 'files.not-a-file' } });
  });
  it.each([
    [
      { kind: 'dotenv', foldr: 'x' },
      { code: 'config.unknown-key', fix: 'Did you mean `folder`?' },
    ],
    [{ folder: 'vault' }, { code: 'config.invalid-value', what: expect.stringContaining('vault.kind') }],
    [{ kind: 'sops' }, { code: 'config.invalid-value', what: expect.stringContaining('vault.kind') }],
    [
      { kind: 'dotenv', folder: '.' },
      { code: 'config.invalid-value', why: expect.stringContaining('of its own') },
    ],
  ])('is strict: %j', (vault, data) => {
    expect(refusal({ vault })).toMatchObject(data);
  });
  it('is none when the config names none', () => {
    expect(
      openVault({ root, config: { rehearse: [], environments: {}, rehearsal: {} }, settings: () => undefined }),
    ).toBe(undefined);
  });
});

it("a config writes references with `secret` of 'prestage'", () => {
  const config = `import { defineConfig, secret } from 'prestage';
    export default defineConfig({ rehearse: [secret('publer_api_key').secret] });`;
  writeFileSync(join(root, 'prestage.config.ts'), config);
  // A Node of its own: what vitest imports does not pass our hook.
  const load = pathToFileURL(join(import.meta.dirname, 'load.ts')).href;
  const script = `const { loadWorkspace } = await import('${load}');
    console.log(JSON.stringify((await loadWorkspace(process.argv[1])).config.rehearse));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script, root], { encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual(['publer_api_key']);
});
