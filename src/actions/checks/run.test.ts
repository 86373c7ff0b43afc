import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check, createWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { checksRun } from './run.ts';
import { judgeScript } from './script.ts';

const scripts = {
  'test:ci': 'node --test tests/good.test.js',
  'test:lies': 'node --test tests/bad.test.js || true',
  'test:empty': 'node --test "nowhere/*.test.js"',
  'test:skipped': 'node --test tests/skipped.test.js',
  'test:silent': 'node -e ""',
  'test:vitest': 'vitest run --root . tests/good.vitest.js',
  nothing: 'true',
  told: 'echo all tests passed && exit 0',
  scan: 'node -e "console.log(\'nothing found\')"',
  ci: 'node -e "process.exit(3)"',
};

const files = {
  'package.json': JSON.stringify({ name: 'w', private: true, scripts }),
  'tests/good.test.js': "require('node:test').test('adds', () => {});\n",
  'tests/bad.test.js': "require('node:test').test('breaks', () => { throw new Error('no'); });\n",
  'tests/skipped.test.js': "require('node:test').test('later', { skip: true }, () => {});\n",
  'tests/good.vitest.js': "import { expect, it } from 'vitest';\nit('adds', () => expect(1 + 1).toBe(2));\n",
  'vitest.config.mjs': "export default { test: { include: ['tests/*.vitest.js'] } };\n",
};

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace(files);
});
afterEach(() => workspace.remove());

const run = (input: object) => check(checksRun, workspace.context(), input);

describe('checks.run', () => {
  it('runs scripts, keeps their output, and gives a suite each', async () => {
    const outcome = await run({ scripts: ['test:ci', 'scan'] });
    expect(outcome.verdict).toBe('verified');
    expect(outcome.suites).toEqual([
      { name: 'test:ci', result: 'PASSED', passed: ['adds'], failed: [] },
      { name: 'scan', result: 'PASSED', passed: ['scan'], failed: [] },
    ]);
    expect(outcome.facts).toMatchObject({ 'test:ci': { exitCode: 0, tests: { runner: 'node:test', passed: 1 } } });
    expect([...workspace.kept.keys()]).toEqual(['test-ci.log', 'scan.log']);
    expect(workspace.kept.get('scan.log')).toMatch(/^\$ npm run scan\n[^]*nothing found\n[^]*\[exit 0, \d+ ms\]\n$/);
  });

  it('reads vitest, run as it is', async () => {
    const outcome = await run({ scripts: 'test:vitest' });
    expect(outcome).toMatchObject({ verdict: 'verified', facts: { 'test:vitest': { tests: { passed: 1 } } } });
  });

  it.each([
    ['nothing', 'unknown', 'which does nothing'],
    ['told', 'unknown', 'which does nothing'],
    ['test:empty', 'unknown', 'ran no test'],
    ['test:skipped', 'unknown', 'ran no test (1 skipped)'],
    ['test:silent', 'unknown', 'nothing in its output says that a test ran'],
    ['test:lies', 'failed', 'exited 0 though 1 of its tests failed'],
    ['ci', 'failed', 'ci exited 3'],
    ['test:cii', 'failed', 'did you mean test:ci?'],
  ])('says of %s: %s, %s', async (script, verdict, reason) => {
    const outcome = await run({ scripts: ['scan', script] });
    expect(outcome).toMatchObject({ verdict, reason: expect.stringContaining(reason) });
    expect(outcome.suites?.map(({ result }) => result)).toEqual([
      'PASSED',
      verdict === 'unknown' ? 'WARNED' : 'FAILED',
    ]);
  });

  it.each([
    ['main', 'verified'],
    ['ma*', 'verified'],
    ['^m[a-z]{3}$', 'verified'],
    ['manager-batch-*', 'failed'],
    ['ai', 'failed'],
  ])('on branch main, %s is %s', async (branch, verdict) => {
    expect((await run({ scripts: 'scan', branch })).verdict).toBe(verdict);
  });

  it('takes a detached HEAD for no branch', async () => {
    await workspace.git('checkout', '--quiet', '--detach');
    const outcome = await run({ scripts: 'scan', branch: '**' });
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('detached') });
    expect(workspace.kept.size).toBe(0);
  });

  it('refuses a pattern and a package.json that cannot be read', async () => {
    await expect(run({ scripts: 'scan', branch: '^(' })).rejects.toMatchObject({
      data: { code: 'checks.bad-pattern' },
    });
    await workspace.put('package.json', '{');
    await expect(run({ scripts: 'scan' })).rejects.toMatchObject({ data: { code: 'checks.bad-package-json' } });
  });
});

describe('judgeScript', () => {
  const result = {
    command: 'npm run ci',
    startedAt: '',
    durationMs: 1,
    found: true,
    timedOut: false,
    stdout: '',
    stderr: '',
  };

  it('takes neither a time-out nor a missing npm for a pass', () => {
    expect(judgeScript('ci', { ...result, timedOut: true, exitCode: 0 }).verdict).toBe('failed');
    expect(judgeScript('ci', { ...result, found: false }).verdict).toBe('failed');
    expect(judgeScript('ci', { ...result, signal: 'SIGKILL' })).toMatchObject({ reason: 'ci exited by SIGKILL' });
    expect(judgeScript('ci', { ...result, exitCode: 0 }).verdict).toBe('verified');
  });

  it.each([
    [['adds'], 'ci exited 1 (adds)'],
    [['adds', 'divides', 'halves', 'sums'], 'ci exited 1 (adds, divides and 2 more)'],
  ])('names the tests that failed: %j', (failed, reason) => {
    const stdout = failed.map((name) => `✖ ${name} (1.5ms)\n`).join('');
    expect(judgeScript('ci', { ...result, stdout, exitCode: 1 })).toMatchObject({ verdict: 'failed', reason });
  });
});
