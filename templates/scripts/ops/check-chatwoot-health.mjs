// Asks the Chatwoot of an environment whether it works: `node scripts/ops/check-chatwoot-health.mjs staging`. What follows
// the environment goes to `prestage health check` as it stands, and so does its exit code: 0 well, 1 failed, 2 degraded or
// unknown, 3 something is missing, 64 asked wrongly.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const prestage = fileURLToPath(new URL('../../node_modules/.bin/prestage', import.meta.url));
const [environment, ...more] = process.argv.slice(2);

process.exitCode = ask();

function ask() {
  if (environment === undefined)
    return say(64, 'name an environment: node scripts/ops/check-chatwoot-health.mjs staging');
  if (!existsSync(prestage)) return say(3, 'prestage is not installed here: run `npm ci`');
  const args = ['health', 'check', '--checks', 'chatwoot', '--env', environment, ...more];
  const { error, status, signal } = spawnSync(prestage, args, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) return say(4, `prestage could not be started: ${error.message}`);
  return status ?? 128 + constants.signals[signal];
}

function say(code, words) {
  process.stderr.write(`${words}\n`);
  return code;
}
