// Takes a backup of an environment, or drills its newest one: `npm run backup -- staging`, `npm run backup:drill -- staging`.
// What follows the environment goes to prestage as it stands, and so does its exit code: 0 well, 1 failed, 2 unknown,
// 3 something is missing, 64 asked wrongly. What a backup is and when it counts, prestage knows.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const prestage = fileURLToPath(new URL('../../node_modules/.bin/prestage', import.meta.url));
const verbs = { create: ['create', '--apply'], drill: ['drill'] };
const [verb, environment, ...more] = process.argv.slice(2);

process.exitCode = call();

function call() {
  const words = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (words === undefined || environment === undefined)
    return say(64, 'name an environment: npm run backup -- staging');
  if (!existsSync(prestage)) return say(3, 'prestage is not installed here: run `npm ci`');
  const args = ['backup', ...words, '--env', environment, ...more];
  const { error, status, signal } = spawnSync(prestage, args, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) return say(4, `prestage could not be started: ${error.message}`);
  return status ?? 128 + constants.signals[signal];
}

function say(code, words) {
  process.stderr.write(`${words}\n`);
  return code;
}
