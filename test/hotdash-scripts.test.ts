import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

/**
 * The example's npm scripts can fail, in a copy like the one that a rehearsal makes: in an ignored folder, with
 * node_modules linked in and a repository of its own.
 */
const root = fileURLToPath(new URL('../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'hotdash-'));
const copy = join(scratch, '.prestage', 'rehearsals', 'one', 'workspace');

function isSource(path: string): boolean {
  return !['.prestage', 'node_modules', 'artifacts'].includes(basename(path));
}

beforeAll(async () => {
  mkdirSync(copy, { recursive: true });
  writeFileSync(join(scratch, '.gitignore'), '.prestage/\n');
  await run('git', ['init', '--quiet', scratch]);
  cpSync(join(root, 'examples', 'hotdash'), copy, { recursive: true, filter: isSource });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  await run('git', ['init', '--quiet', copy]);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Result {
  readonly code: number;
  readonly output: string;
}

async function run(program: string, args: readonly string[]): Promise<Result> {
  const { promise, resolve } = Promise.withResolvers<Result>();
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const options = { cwd: copy, env: { ...process.env, PATH: path } };
  const child = execFile(program, args, options, (_error, stdout, stderr) =>
    resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
  );
  return await promise;
}

/** Runs a script with a file planted, and takes the file away again. */
async function withPlanted(path: string, content: string, script: string): Promise<Result> {
  const file = join(copy, path);
  writeFileSync(file, content);
  try {
    return await run('npm', ['run', '--silent', script]);
  } finally {
    rmSync(file);
  }
}

const token = `ghp_${randomBytes(18).toString('hex')}`;

test('ci passes as it stands', async () => {
  const { code, output } = await run('npm', ['run', '--silent', 'ci']);
  expect(output).toMatch(/All matched files use Prettier code style/);
  expect(output).toMatch(/on \d\d files with \d+ rules/);
  expect(output).toMatch(/tests [1-9]\d*/);
  expect(code).toBe(0);
});

test.each([
  ['fmt:check', 'app/planted.js', 'const   planted = 1', 'app/planted.js'],
  ['fmt:check', 'feedback/devops/2025-10-17.md', '# A\n* b\n', 'feedback/devops/2025-10-17.md'],
  ['lint', 'app/planted.js', 'const planted = 1;\n', 'no-unused-vars'],
  ['lint', 'supabase/migrations/20251015091500_planted.sql', 'select 1;\n', 'one version'],
  ['test:ci', 'tests/planted.test.js', "import { test } from 'node:test';\ntest('x', () => { throw 1; });\n", 'fail 1'],
  ['scan', 'docs/planted.txt', `token=${token}\n`, 'GITHUB_TOKEN'],
  ['scan', '.npmrc', `//registry.npmjs.org/:_authToken=npm_${randomBytes(18).toString('hex')}\n`, 'npm access token'],
  ['ci', '.env', `TOKEN=${token}\n`, 'GITHUB_TOKEN'],
])('%s fails on %s', async (script, path, content, words) => {
  const { code, output } = await withPlanted(path, content, script);
  expect(output).toContain(words);
  expect(output).not.toContain(token);
  expect(code).toBe(1);
});
