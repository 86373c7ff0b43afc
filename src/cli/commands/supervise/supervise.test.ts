import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Account } from '../../../rehearsal/supervise/account.ts';
import { createWorkspace, direction, type TestWorkspace } from '../../../run/testing/workspace.ts';
import { allRoutes } from '../../app/all-routes.ts';
import { runCli } from '../../app/run-cli.ts';
import { testProcess } from '../../testing/process.ts';

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = createWorkspace({
    'prestage.config.ts': 'export default {};\n',
    'launch.md': direction(['Do it.']),
    'out/before.txt': 'before\n',
    '.gitignore': '.prestage/\n',
  });
  await prestage('keys', 'new', 'ci', '--role', 'run');
  workspace.git('add', 'prestage.keys');
  workspace.commit('prestage.keys');
});
afterEach(() => workspace.remove());

async function prestage(...argv: readonly string[]) {
  const env = { PATH: globalThis.process.env['PATH'], GREETING: 'a word that nobody says' };
  const process = testProcess(argv, { cwd: workspace.root, env });
  const code = await runCli({ ...process, node: globalThis.process.execPath }, allRoutes);
  return { code, out: process.out(), err: process.err() };
}

/** What the account says of a shell's script under `launch.md`. */
async function supervised(script: string, ...flags: readonly string[]) {
  const { code, out, err } = await prestage('supervise', 'launch.md', '--json', ...flags, '--', 'bash', '-c', script);
  const account = JSON.parse(out) as Account & { readonly folder: string; readonly copy: string };
  return { code, account, err, folder: join(workspace.root, account.folder) };
}

/** A line of an executor's JSON stream. */
function spending(tokens: number): string {
  const usage = { input_tokens: tokens, output_tokens: 0 };
  return `echo '${JSON.stringify({ type: 'turn.completed', usage })}'`;
}

it('accounts for an executor that stayed within its limits, and gives its changes as a patch', async () => {
  const { code, account, folder, err } = await supervised(`${spending(70)}; echo 1 > out/a.txt; rm out/before.txt`);
  expect([code, account.verdict, account.reasons]).toEqual([0, 'verified', []]);
  expect(account).toMatchObject({ tokens: { counted: 70, cached: 0 }, touched: ['out/a.txt', 'out/before.txt'] });
  expect(account.calls.map(({ program }) => program)).toEqual(expect.arrayContaining(['bash', 'rm']));
  expect(err).toContain('turn.completed');
  // The workspace has got the account alone.
  expect(workspace.git('status', '--porcelain').trim()).toBe('?? artifacts/');
  workspace.git('apply', join(folder, 'changes.patch'));
  expect(readFileSync(join(workspace.root, 'out/a.txt'), 'utf8')).toBe('1\n');
  expect(existsSync(join(workspace.root, 'out/before.txt'))).toBe(false);
});

it('leaves out of the patch what the workspace had not committed before', async () => {
  workspace.write('out/before.txt', 'changed by somebody else\n');
  workspace.write('out/untracked.txt', 'by somebody else\n');
  const { account, folder } = await supervised(`${spending(1)}; cat out/untracked.txt > out/copy.txt`);
  expect(account.touched).toEqual(['out/copy.txt']);
  expect(readFileSync(join(folder, 'changes.patch'), 'utf8').match(/^diff .*$/gm)).toEqual([
    'diff --git a/out/copy.txt b/out/copy.txt',
  ]);
});

it('signs the account, and refuses one in which a byte was changed', async () => {
  const { account, folder } = await supervised(spending(1));
  expect((await prestage('evidence', 'verify', account.id)).code).toBe(0);
  appendFileSync(join(folder, 'changes.patch'), ' ');
  const refused = await prestage('evidence', 'verify', account.id);
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('evidence.account-differs')]);
});

it.each([
  ['a tool that is not allowed', `${spending(1)}; curl --version; true`, 'Allowed Tools (bash, git): curl --version'],
  ['more files', `${spending(1)}; touch out/1 out/2 out/3 out/4`, 'Budget, files (≤ 3): 4 files were modified'],
  ['more tokens', `${spending(5001)}; sleep 60; touch out/late`, 'Budget, tokens (≤ 5000): 5001 tokens were used'],
  ['its own exit code', `${spending(1)}; exit 3`, 'the executor exited 3'],
])('is failed for %s', async (_name, script, reason) => {
  const { code, account } = await supervised(script);
  expect([code, account.verdict]).toEqual([1, 'failed']);
  expect(account.reasons.join('\n')).toContain(reason);
  expect(account.touched).not.toContain('out/late');
});

it('never lets a write outside of the order pass: it is stopped, or told', async () => {
  const { account } = await supervised(`${spending(1)}; echo x > launch.md`);
  expect(account.verdict).toBe('failed');
});

it('is unknown where nobody told the tokens that the order limits, and takes the word that no model works', async () => {
  const { code, account } = await supervised('true');
  expect([code, account.verdict, account.reasons]).toEqual([
    2,
    'unknown',
    [expect.stringContaining('tokens: unknown')],
  ]);
  const word = await supervised('true', '--without-model');
  expect([word.code, word.account.verdict]).toEqual([0, 'verified']);
  expect(word.account.measured.find(({ limit }) => limit === 'tokens')?.actual).toContain('by the word of whoever');
});

it('hands on what is named alone, and keeps it out of what it prints and keeps', async () => {
  const script = `${spending(1)}; echo "\${GREETING:-none}" | tee out/a.txt`;
  const without = await supervised(script);
  expect(without.err).toContain('none');
  const { account, err, folder } = await supervised(script, '--pass', 'GREETING');
  expect(err + JSON.stringify(account)).not.toContain('a word that nobody says');
  expect(readFileSync(join(folder, 'changes.patch'), 'utf8')).toContain('[redacted:GREETING]');
});

it.each([
  ['no command', ['launch.md'], 64, 'cli.usage'],
  ['a program that is not there', ['launch.md', '--', 'no-such-program'], 3, 'supervise.not-found'],
  ['a variable that is not set', ['launch.md', '--pass', 'NO_SUCH', '--', 'true'], 3, 'supervise.not-set'],
  ['no direction', ['none.md', '--', 'true'], 3, 'cli.no-such-file'],
])('refuses %s before anything has started', async (_name, args, code, error) => {
  const refused = await prestage('supervise', '--json', ...args);
  expect([refused.code, JSON.parse(refused.out)]).toMatchObject([code, { error: { code: error } }]);
  expect(existsSync(join(workspace.root, '.prestage/supervised'))).toBe(false);
});
