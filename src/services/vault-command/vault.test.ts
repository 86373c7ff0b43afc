import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Failure } from '../../core/failure.ts';
import { commandVaultSettings } from './settings.ts';
import { createCommandVault } from './vault.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'vault-command-'))));
afterEach(() => rmSync(root, { recursive: true }));

/** A real script in the command's place; each of its runs leaves a line. */
function vaultOf(script: string, settings: object = {}, handed: Record<string, string> = {}) {
  const program = join(root, 'secrets.sh');
  writeFileSync(program, `#!/bin/sh\necho "run $*" >> runs\n${script}\n`);
  chmodSync(program, 0o755);
  return createCommandVault({
    settings: commandVaultSettings.parse({ kind: 'exec', command: ['./secrets.sh', 'a b', '$HOME'], ...settings }),
    root,
    env: { PATH: env['PATH'], ...handed },
    environments: ['staging', 'production'],
  });
}

const prints = (value: unknown): string => `cat <<'END'\n${JSON.stringify(value)}\nEND`;

async function failureOf(promise: Promise<unknown>): Promise<Failure['data']> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${inspect(error)}`);
  return error.data;
}

test('names and values, flat and by environment, are read once, with arguments that no shell reads', async () => {
  const vault = vaultOf(
    prints({
      FLY_API_TOKEN: 'all-alike',
      staging: { PUBLER_API_KEY: 'of-staging', PORT: 5432 },
      prod: { PUBLER_API_KEY: 'of-production', 'chatwoot-admin.email': 'a@example.com' },
      PUBLER_TOKEN: 'renamed',
    }),
    { names: { publer_old: 'PUBLER_TOKEN' } },
  );
  expect(existsSync(join(root, 'runs'))).toBe(false);
  const value = async (name: string, environment?: string) => (await vault.resolve(name, environment)).reveal();
  expect(
    await Promise.all([
      value('fly_api_token'),
      value('fly_api_token', 'staging'),
      value('publer_api_key', 'staging'),
      value('publer_api_key', 'production'),
      value('port', 'staging'),
      value('chatwoot_admin.email', 'prod'),
      value('publer_old'),
    ]),
  ).toEqual(['all-alike', 'all-alike', 'of-staging', 'of-production', '5432', 'a@example.com', 'renamed']);
  expect(await vault.names('staging')).toEqual(['fly_api_token', 'port', 'publer_api_key', 'publer_old']);
  expect(readFileSync(join(root, 'runs'), 'utf8')).toBe('run a b $HOME\n');
});

test('a list of keys and values is read, as Infisical prints it', async () => {
  const vault = vaultOf(prints([{ key: 'A_KEY', value: 'a-value', type: 'shared' }]));
  expect((await vault.resolve('a_key', 'staging')).reveal()).toBe('a-value');
});

test('redaction knows every value, those without a name too', async () => {
  const vault = vaultOf(prints({ A: 'first-value', deep: { er: { B: 'second-value' } }, C: null }));
  expect((await vault.all()).map(({ secret }) => secret.reveal())).toEqual(['first-value', 'second-value']);
  expect(await vault.names()).toEqual(['a']);
  expect(inspect([vault, await vault.all()], { depth: 9, showHidden: true })).not.toContain('-value');
});

test('it is handed PATH, and of ours what the settings name', async () => {
  const vault = vaultOf(
    'printf \'{"GIVEN":"%s","OTHER":"%s"}\' "$OP_TOKEN" "$OTHER"',
    { env: ['OP_TOKEN'] },
    {
      OP_TOKEN: 'a-login',
      OTHER: 'not-handed-on',
    },
  );
  expect((await vault.all()).map(({ secret }) => secret.reveal())).toEqual(['a-login', '']);
});

test.each([
  ['echo canary-out; echo canary-err >&2; exit 7', 'secrets.vault-failed', 'it ended with exit code 7; OP_TOKEN'],
  ['kill -9 $$', 'secrets.vault-failed', 'SIGKILL'],
  ['sleep 30', 'secrets.vault-failed', 'longer than 1 s'],
  ['echo "{ canary-out"', 'secrets.vault-unreadable', 'no JSON'],
  ['echo \'"canary-out"\'', 'secrets.vault-unreadable', 'no JSON of names'],
  [':', 'secrets.vault-unreadable', 'it printed nothing'],
  ['echo "{}"', 'secrets.vault-unreadable', 'no value'],
  ['echo \'{"A":"canary-out","a":"canary-err"}\'', 'secrets.duplicate', 'one name'],
  ['echo \'{"A":"canary-out","staging":{"A":"canary-err"}}\'', 'secrets.duplicate', 'one name'],
])('%s: %s', async (script, code, why) => {
  const vault = vaultOf(script, { timeoutSeconds: 1, env: ['OP_TOKEN'] });
  const failure = await failureOf(vault.resolve('a'));
  expect(failure).toMatchObject({ code, why: expect.stringContaining(why) });
  expect(JSON.stringify(failure)).not.toMatch(/canary/);
  // It is not tried again: a person may have been asked.
  expect(await failureOf(vault.all())).toMatchObject({ code });
  expect(readFileSync(join(root, 'runs'), 'utf8').split('\n')).toHaveLength(2);
});

test('a program that is not there is named', async () => {
  const vault = vaultOf('', { command: ['no-such-program-here'] });
  expect(await failureOf(vault.names())).toMatchObject({ code: 'secrets.vault-not-found' });
});

test('what is not in it is missing, with what is near and where it is kept', async () => {
  const vault = vaultOf(prints({ PUBLER_API_KEY: 'x', production: { ONLY: 'canary' } }));
  expect(await failureOf(vault.resolve('publer_apikey'))).toMatchObject({
    code: 'secrets.missing',
    why: expect.stringContaining('near it is publer_api_key'),
  });
  expect(await failureOf(vault.resolve('only', 'staging'))).toMatchObject({
    why: expect.stringContaining('for production alone'),
  });
});
