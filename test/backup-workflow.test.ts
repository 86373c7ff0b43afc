import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stepsOf, workflowFiles } from './workflows/files.ts';
import { createRunner, type Runner } from './workflows/runner.ts';

/** The steps of the nightly backup, run as they stand. */
let runner: Runner;
beforeEach(() => {
  runner = createRunner();
});
afterEach(() => runner.remove());

const hasCurl = spawnSync('curl', ['--version']).status === 0;
const take = async (step: string, env: Record<string, string>) => runner.take('backup.yml', step, env);

const tell = "Tell the outside monitor that this night's backup was restored and compared";

test('puts credentials where the vault looks for them, for its owner alone, and takes them away', async () => {
  const env = { DATABASE_PASSWORD: 'a $b', BACKUP_AGE_KEY: 'AGE-SECRET-KEY-1X', ENVIRONMENT: 'production' };
  expect(await take('Put the credentials into the vault', env)).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const password = join(runner.folder, 'vault/supabase_database_password_production.env');
  expect([readFileSync(password, 'utf8'), statSync(password).mode & 0o777]).toEqual(["VALUE='a $b'\n", 0o600]);
  expect(readFileSync(join(runner.folder, 'vault/backup_age_key.env'), 'utf8')).toBe("VALUE='AGE-SECRET-KEY-1X'\n");
  await take('Take the credentials away again', {});
  expect(existsSync(join(runner.folder, 'vault'))).toBe(false);
});

test.each(['DATABASE_PASSWORD', 'BACKUP_AGE_KEY'])('without %s the night is red, and says so', async (name) => {
  const env = { DATABASE_PASSWORD: 'a', BACKUP_AGE_KEY: 'b', ENVIRONMENT: 'production', [name]: '' };
  expect(await take('Put the credentials into the vault', env)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining(`::error::${name} is not set`),
  });
});

test('the monitor is told after the drill and the keeping, and of nothing else', async () => {
  const file = (await workflowFiles()).find(({ path }) => path === 'templates/.github/workflows/backup.yml');
  const steps = file === undefined ? [] : stepsOf(file.workflow);
  const names = steps.map(({ name }) => name);
  expect(names.indexOf('Back up')).toBeLessThan(names.indexOf('Drill'));
  expect(names.at(-1)).toBe(tell);
  expect(steps.at(-1)?.['if']).toBe(
    "${{ !cancelled() && steps.drill.outcome == 'success' && steps.keep.outcome == 'success' }}",
  );
});

test.skipIf(!hasCurl)('needs curl: calls the monitor once, and is red when it does not answer', async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url);
    response.writeHead(url === '/night' ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const base = `http://127.0.0.1:${address.port}`;
    expect(await take(tell, { BACKUP_HEARTBEAT_URL: `${base}/night` })).toMatchObject({ code: 0 });
    expect(asked).toEqual(['/night']);
    expect((await take(tell, { BACKUP_HEARTBEAT_URL: `${base}/gone` })).code).not.toBe(0);
    expect(await take(tell, { BACKUP_HEARTBEAT_URL: '' })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('::warning::BACKUP_HEARTBEAT_URL is not set'),
    });
  } finally {
    server.close();
  }
});
