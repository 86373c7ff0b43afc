import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVault } from '../src/services/dotenv/vault.ts';
import { stepsOf, workflowFiles } from './workflows/files.ts';
import { createRunner, type Runner } from './workflows/runner.ts';

/** The thin scripts and the steps of the workflow, run as they stand. */
let runner: Runner;
beforeEach(() => {
  runner = createRunner();
});
afterEach(() => runner.remove());

const scripts = [
  ['check-chatwoot-health.sh', 'chatwoot', 'bash'],
  ['check-chatwoot-health.mjs', 'chatwoot', process.execPath],
  ['check-publer-health.sh', 'publer', 'bash'],
] as const;

describe.each(scripts)('%s', (script, check, program) => {
  const start = async (...args: readonly string[]) =>
    runner.run(program, [join(runner.folder, 'scripts/ops', script), ...args]);

  test.each([0, 1, 2, 3, 4, 64])('hands on what it is told, and the exit code %i', async (code) => {
    runner.install(code);
    const ended = await start('production', '--json', 'a b');
    expect(ended).toMatchObject({ code, stderr: '' });
    expect(ended.stdout).toMatch(new RegExp(`: health check --checks ${check} --env production --json a b\n$`));
    expect(ended.stdout.startsWith(runner.folder)).toBe(true);
  });

  test('without an environment it is asked wrongly', async () => {
    runner.install(0);
    expect(await start()).toMatchObject({ code: 64, stdout: '', stderr: expect.stringContaining(script) });
  });

  test('without Prestage something is missing, and nothing is well', async () => {
    expect(await start('staging')).toMatchObject({ code: 3, stderr: expect.stringContaining('npm ci') });
  });
});

/** What Prestage finds in the vault that the workflow wrote. */
async function heldIn(environment: string): Promise<Readonly<Record<string, string>>> {
  const settings = { kind: 'dotenv', folder: 'vault' } as const;
  const vault = createVault({ root: runner.folder, settings, environments: ['staging', 'production'] });
  const names = await vault.names(environment);
  const pairs = names.map(async (name) => [name, (await vault.resolve(name, environment)).reveal()] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

const take = async (step: string, env: Record<string, string>) => runner.take('health-check.yml', step, env);

describe('the workflow', () => {
  test('puts credentials where the vault looks for them, for its owner alone; what is not set is left out', async () => {
    const env = { ENVIRONMENT: 'staging', CHATWOOT_API_TOKEN: 'a $b "c"', PUBLER_API_KEY: '', SMTP_PASSWORD: 'pass' };
    expect(await take('Put the credentials into the vault', env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const token = join(runner.folder, 'vault/chatwoot/api_token_staging.env');
    expect([readFileSync(token, 'utf8'), statSync(token).mode & 0o777]).toEqual(['VALUE=\'a $b "c"\'\n', 0o600]);
    expect(existsSync(join(runner.folder, 'vault/publer'))).toBe(false);
    expect(await take('Take the credentials away again', {})).toMatchObject({ code: 0 });
    expect([existsSync(join(runner.folder, 'vault/chatwoot')), existsSync(join(runner.folder, 'vault/smtp'))]).toEqual([
      false,
      false,
    ]);
  });

  test.each(["it's", 'a "b" c', 'a $b `c` \\d', 'a#b', " '", '#', '=x', '!*[a-z]{b,c}~?', 'a\\nb', "'#' & ;"])(
    'the vault reads %j as it was',
    async (value) => {
      const env = { ENVIRONMENT: 'staging', CHATWOOT_API_TOKEN: value, PUBLER_API_KEY: 'other', SMTP_PASSWORD: '' };
      expect(await take('Put the credentials into the vault', env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
      expect(await heldIn('staging')).toEqual({ chatwoot_api_token: value, publer_api_key: 'other' });
    },
  );

  test.each(['a\nb', 'a\n', 'a\tb', 'ä', `'"`, `"'`, "'$", "`'", "'\\x", 'a\\', '  ', '\r'])(
    '%j has no spelling that all programs read alike: it alone is left out, and the step is red',
    async (value) => {
      const env = { ENVIRONMENT: 'staging', CHATWOOT_API_TOKEN: value, PUBLER_API_KEY: 'other', SMTP_PASSWORD: '' };
      const ended = await take('Put the credentials into the vault', env);
      expect(ended).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^::error::The secret chatwoot api_token .*\n$/),
      });
      expect(await heldIn('staging')).toEqual({ publer_api_key: 'other' });
    },
  );

  test('a night without the one before it is red, unless it is said to be the first', async () => {
    const file = (await workflowFiles()).find(({ path }) => path === 'templates/.github/workflows/health-check.yml');
    const steps = file === undefined ? [] : stepsOf(file.workflow);
    const step = steps.find(({ name }) => name === 'See that the last night was not left out');
    expect(step?.['if']).toBe("${{ !cancelled() && steps.install.outcome == 'success' && !inputs.first }}");
  });

  test('without an outside monitor it warns, and goes on', async () => {
    const ended = await take('Tell the outside monitor that this night took place', { HEALTH_HEARTBEAT_URL: '' });
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('::warning::HEALTH_HEARTBEAT_URL') });
  });
});
