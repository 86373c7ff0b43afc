import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CommandResult } from '../../../../../src/core/command.ts';
import type { DatabaseLogin } from '../../../../../src/core/database.ts';
import { execIn, type Finding, type Judge } from './judge.ts';

const manifest = join(import.meta.dirname, '../../../../../node_modules/supashield/package.json');
const packageJson = z.looseObject({ version: z.string() });
const linted = z.looseObject({ issues: z.array(z.looseObject({ check_id: z.string(), policy: z.string() })) });
const tested = z.looseObject({
  issues: z.array(
    z.looseObject({ table: z.string(), scenario: z.string(), operation: z.string(), actual: z.string() }),
  ),
});

/** It does not tell its own version. All that it has for one database: `audit`, `lint`, `test`, `test-storage`, and `diff` against its own snapshot. */
export async function supashield(emptied: boolean): Promise<Judge> {
  return {
    version: packageJson.parse(JSON.parse(await readFile(manifest, 'utf8'))).version,
    emptied,
    remembers: true,
    look: (folder) => async (login) => {
      const run = runner(folder, login);
      if (!existsSync(join(folder, '.supashield/snapshot.json'))) {
        await run('init');
        await run('snapshot');
      }
      return [
        ...linesOf('audit', await run('audit')),
        ...lintsOf(await run('lint', '--json')),
        ...testsOf(await run('test', '--json')),
        ...linesOf('test-storage', await run('test-storage')),
        ...linesOf('diff', await run('diff')),
      ];
    },
  };
}

function runner(folder: string, { url, password }: DatabaseLogin) {
  const complete = new URL(url);
  complete.password = password.reveal();
  const exec = execIn(folder);
  return async (...args: string[]) =>
    exec({ program: 'supashield', args, env: { SUPASHIELD_DATABASE_URL: complete.toString() } });
}

function lintsOf({ stdout }: CommandResult): readonly Finding[] {
  return linted
    .parse(JSON.parse(stdout))
    .issues.map(({ check_id, policy }) => ({ name: `lint ${check_id}`, key: `lint ${check_id} ${policy}` }));
}

/** Of what it could not seed it says that it skipped it. */
function testsOf({ stdout }: CommandResult): readonly Finding[] {
  const text = stdout.slice(Math.max(stdout.indexOf('{'), 0));
  if (text === '') return [];
  return tested.parse(JSON.parse(text)).issues.map(({ table, scenario, operation, actual }) => ({
    name: 'test',
    key: `test ${table} ${scenario} ${operation} ${actual}`,
  }));
}

const noFinding =
  /^(INFO|WARNING: Using|Connecting|Inspecting|Testing|PASS|Total|Passed|Failed|Errors|Execution|Test Results|Security Audit|Found \d|No |Run |\S+_user:$|$)/;

function linesOf(command: string, { stdout }: CommandResult): readonly Finding[] {
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !noFinding.test(line))
    .map((line) => ({ name: command, key: `${command} ${line}` }));
}
