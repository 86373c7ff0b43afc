import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '../src/core/secret.ts';
import { smtp } from '../src/emulators/smtp/emulator.ts';
import { createRunner, type Runner } from './workflows/runner.ts';

/** The thin scripts and the steps of the nightly audit, run as they stand. */
let runner: Runner;
beforeEach(() => {
  runner = createRunner();
});
afterEach(() => runner.remove());

const hasCurl = spawnSync('curl', ['--version']).status === 0;

const file = 'templates/.github/workflows/secrets-audit.yml';
const take = async (step: string, env: Record<string, string>) => runner.take('secrets-audit.yml', step, env);

describe.each([
  ['sync-secrets.sh', 'secrets sync'],
  ['load-mcp-secrets.sh', 'secrets audit'],
])('%s', (script, command) => {
  const start = async (...args: readonly string[]) =>
    runner.run('bash', [join(runner.folder, 'scripts/ops', script), ...args]);

  test.each([0, 1, 2, 3, 4, 64])('hands on what it is told, and the exit code %i', async (code) => {
    runner.install(code);
    const ended = await start('production', '--json', 'a b');
    expect(ended).toMatchObject({ code, stderr: '' });
    expect(ended.stdout.endsWith(`: ${command} --env production --json a b\n`)).toBe(true);
    expect(ended.stdout.startsWith(runner.folder)).toBe(true);
  });

  test('applies when it is told to, and only then', async () => {
    runner.install(0);
    expect((await start('staging')).stdout).not.toContain('--apply');
    expect((await start('staging', '--apply')).stdout).toMatch(/--env staging --apply\n$/u);
  });

  test('without an environment it is asked wrongly, and without Prestage something is missing', async () => {
    expect(await start('staging')).toMatchObject({ code: 3, stderr: expect.stringContaining('npm ci') });
    runner.install(0);
    expect(await start()).toMatchObject({ code: 64, stdout: '', stderr: expect.stringContaining(script) });
  });
});

describe('the workflow', () => {
  test('puts credentials where the vault looks for them, for its owner alone, and takes them away', async () => {
    const names = readFileSync(file, 'utf8').matchAll(/^ +put "?([\w$]+)"? "\$(\w+)"$/gmu);
    const env = Object.fromEntries([...names].map(([, , name = '']): [string, string] => [name, `a $b "${name}"`]));
    expect(Object.keys(env)).toHaveLength(8);
    const filled = await take('Put the credentials into the vault', {
      ...env,
      SMTP_PASSWORD: '',
      ENVIRONMENT: 'production',
    });
    expect(filled).toMatchObject({ code: 0, stdout: '', stderr: '' });
    const key = join(runner.folder, 'vault/publer_api_key_production.env');
    expect([readFileSync(key, 'utf8'), statSync(key).mode & 0o777]).toEqual([
      'VALUE=\'a $b "PUBLER_API_KEY"\'\n',
      0o600,
    ]);
    expect(existsSync(join(runner.folder, 'vault/smtp_password_production.env'))).toBe(false);
    await take('Take the credentials away again', {});
    expect(existsSync(join(runner.folder, 'vault'))).toBe(false);
  });

  test('keeps what the audit says, and its exit code', async () => {
    runner.install(2);
    expect((await take('Audit', { ENVIRONMENT: 'staging' })).code).toBe(2);
    expect(readFileSync(join(runner.folder, 'secrets-audit.txt'), 'utf8')).toContain('secrets audit --env staging');
  });

  const mail = {
    MAIL_FROM: 'audit@example.com',
    MAIL_TO: 'team@example.com',
    RUN_URL: 'https://x/1',
    ENVIRONMENT: 'staging',
  };

  test.skipIf(!hasCurl)('needs curl: mails the report over TLS, and fails when it is refused', async () => {
    const server = await smtp.start();
    try {
      const { SMTP_USER: user, SMTP_PASSWORD: password } = server.env;
      if (typeof user !== 'string' || !(password instanceof Secret)) throw new Error('the emulator has no login');
      writeFileSync(join(runner.folder, 'ca.pem'), server.ca ?? '');
      writeFileSync(join(runner.folder, 'secrets-audit.txt'), '| fly:hotdash | A_KEY | missing | – |\n');
      const env = {
        ...mail,
        SMTP_URL: server.urls['smtp'] ?? '',
        SMTP_USER: user,
        SMTP_PASSWORD: password.reveal(),
        CURL_CA_BUNDLE: join(runner.folder, 'ca.pem'),
      };
      expect(await take('Mail what is not well', env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
      const [message] = server.state.messages;
      expect(message).toMatchObject({ from: 'audit@example.com', to: ['team@example.com'], secure: true });
      expect(message?.raw.toString('utf8')).toMatch(
        /Subject: Secrets of staging: not all well\r\n[\s\S]*fly:hotdash \| A_KEY/u,
      );
      const refused = await take('Mail what is not well', { ...env, SMTP_PASSWORD: 'wrong "\\ one' });
      expect(refused.code).not.toBe(0);
      expect(server.state.messages).toHaveLength(1);
    } finally {
      await server.stop();
    }
  });

  test('says that nobody is told when the mail is not set up', async () => {
    expect(await take('Mail what is not well', mail)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('::error::SMTP_URL is not set'),
    });
  });
});
