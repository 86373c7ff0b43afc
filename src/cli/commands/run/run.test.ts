import { existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportSchema } from '../../../core/report.ts';
import { createWorkspace, direction, type TestWorkspace } from '../../../run/testing/workspace.ts';
import { allRoutes } from '../../app/all-routes.ts';
import { runCli } from '../../app/run-cli.ts';
import { testProcess, type TestProcess } from '../../testing/process.ts';

const blockers = 'feedback.blockers to=feedback/qa/2026-01-02.md';

function order(boxes: string[]): string {
  const text = direction(['Ask QA.', 'Note blockers.', 'Look at them.'], boxes);
  return text.replace('`out/`\n- **Budget', '`out/`, `feedback/`\n- **Budget');
}

const staged = 'checks.staged only=staged.md';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createWorkspace({
    'prestage.config.ts': `export default {};\n`,
    'launch.md': order(['All is done.']),
    'launch.bindings.yaml': `tasks:
  - task: Ask QA
    person: QA
  - task: Note blockers
    run: ${blockers}
  - task: Look at them
    run: ${staged}
    after: Ask QA
done:
  - box: All is done
    check: ${staged}
`,
    'feedback/.gitkeep': '',
    '.gitignore': 'artifacts/\n',
  });
  workspace.write('staged.md', 'staged');
  workspace.git('add', 'staged.md');
});
afterEach(() => workspace.remove());

async function newKey(name: string, role: string): Promise<void> {
  await prestage('keys', 'new', name, '--role', role);
  workspace.commit('prestage.keys');
}

async function prestage(...argv: readonly string[]): Promise<TestProcess & { code: number }> {
  return prestageWith({}, ...argv);
}

async function prestageWith(env: Record<string, string>, ...argv: readonly string[]) {
  const path = globalThis.process.env['PATH'];
  const process = testProcess(argv, { cwd: workspace.root, env: { PATH: path, ...env } });
  return { ...process, code: await runCli({ ...process, node: globalThis.process.execPath }, allRoutes) };
}

async function run(): Promise<string> {
  const { out, err } = await prestage('run', 'launch.md', '--json');
  const [only] = reportSchema.parse(JSON.parse(out())).runs;
  if (only === undefined) throw new Error(err());
  return only.run;
}

describe('prestage run', () => {
  it('3 without a key, with the command that makes one; nothing is written', async () => {
    const { code, err } = await prestage('run', 'launch.md');
    expect(code).toBe(3);
    expect(err()).toContain('prestage keys new NAME --role run');
    expect(existsSync(join(workspace.root, 'artifacts'))).toBe(false);
  });

  it('3 with all that is missing at once: the key, a binding that fits nothing, a place that cannot be written', async () => {
    workspace.write('launch.bindings.yaml', `tasks:\n  - task: Nowhere\n    run: ${staged}\n`);
    workspace.write('artifacts', 'a file where a folder is due');
    const { code, out } = await prestage('run', 'launch.md', '--json');
    const { error } = JSON.parse(out()) as { error: { code: string; problems: readonly { code: string }[] } };
    expect([code, error.code]).toEqual([3, 'run.preflight']);
    expect(error.problems.map((problem) => problem.code)).toEqual([
      'keys.none',
      'bindings.fits-none',
      'files.not-a-file',
    ]);
  });

  it('3 with a key that may not run, named by the flag or by the environment', async () => {
    await newKey('qa', 'attest');
    const file = '.prestage/keys/qa.pem';
    expect((await prestage('run', 'launch.md')).err()).toContain('gives none of them the role `run`');
    expect((await prestage('run', 'launch.md', '--key', file)).err()).toContain('may not sign as `run`');
    expect((await prestageWith({ PRESTAGE_KEY_FILE: file }, 'run', 'launch.md')).code).toBe(3);
    expect((await prestage('run', 'launch.md', '--key', 'gone.pem')).err()).toContain(
      'There is no private key gone.pem',
    );
  });

  it('runs in the workspace, signed by the runner’s key among several, and leaves evidence that holds', async () => {
    await newKey('ci', 'run');
    await newKey('qa', 'attest');
    const { code, out } = await prestage('run', 'launch.md');
    expect(out()).toContain('Run of launch.md');
    expect([code, out()]).toEqual([2, expect.stringContaining('task 3 is blocked') as string]);
    expect((await prestage('evidence', 'verify')).code).toBe(0);
  });

  it('3 while the runner’s key is not reviewed: only the uncommitted prestage.keys has it', async () => {
    await prestage('keys', 'new', 'ci', '--role', 'run');
    const none = await prestage('run', 'launch.md');
    expect([none.code, none.err()]).toEqual([3, expect.stringContaining('prestage.keys is not committed')]);
    workspace.commit('prestage.keys');
    await prestage('keys', 'new', 'other', '--role', 'run');
    const named = await prestage('run', 'launch.md', '--key', '.prestage/keys/other.pem');
    expect([named.code, named.err()]).toEqual([3, expect.stringContaining("git's HEAD does not")]);
    expect(existsSync(join(workspace.root, 'artifacts'))).toBe(false);
    const { out } = await prestage('run', 'launch.md');
    expect(out()).toContain('Run of launch.md');
    const verified = await prestage('evidence', 'verify');
    expect([verified.code, verified.out()]).toEqual([0, expect.stringContaining('other (run) did not count')]);
  });
  it('--dry-run: 0 with a plan of every action; needs no key, writes nothing', async () => {
    const { code, out } = await prestage('run', 'launch.md', '--dry-run');
    expect(code).toBe(0);
    expect(out()).toMatch(/2 {2}Note blockers\. +feedback\.blockers/u);
    expect(out()).toMatch(/3 {2}Look at them\. +checks\.staged +check/u);
    expect(out()).toContain('nothing: QA settles this');
    const json = JSON.parse((await prestage('run', 'launch.md', '--dry-run', '--only', '2', '--json')).out()) as object;
    expect(json).toMatchObject({ dryRun: { tasks: [{ reason: 'left out by --only 2' }, { number: '2' }, {}] } });
    expect(workspace.git('status', '--porcelain', '--ignored')).toBe('A  staged.md\n');
  });

  it('64 for a task that is not there', async () => {
    expect((await prestage('run', 'launch.md', '--dry-run', '--only', '9')).code).toBe(64);
  });
});

describe('after a run', () => {
  it('status says what waits for whom, and each command that it names works, to the end', async () => {
    await newKey('ci', 'run');
    await newKey('qa', 'attest');
    const id = await run();
    const first = (await prestage('status')).out();
    expect(first).toMatch(new RegExp(`launch\\.md +${id} +live +blocked +1 of 3 +ended`, 'u'));
    expect(first).toContain('task 1 (Ask QA.): QA settles this');
    expect(first).toContain(`prestage attest ${id} 1 --by NAME`);
    const word = ['--by', 'Ana', '--note', 'seen'];
    expect((await prestage('attest', id, '1', ...word)).code).toBe(0);
    expect((await prestage('status')).out()).toContain(`prestage resume ${id}`);
    const resumed = await prestage('resume', id.slice(0, 20));
    expect(resumed.out()).toContain('The run goes on: what was settled stands.');
    expect([resumed.code, resumed.out()]).toEqual([0, expect.stringContaining('everything is settled') as string]);
    expect((await prestage('show', id)).out()).toContain('again resumed at 20');
    expect((await prestage('evidence', 'verify', id)).code).toBe(0);
    expect((await prestage('resume', id)).code).toBe(64);
  });

  it('attest says that there is no such run or task before it asks for a key', async () => {
    await newKey('ci', 'run');
    const id = await run();
    const word = ['--by', 'Ana', '--note', 'seen'];
    expect((await prestage('attest', 'nothing', '1', ...word)).err()).toContain('There is no run nothing');
    expect((await prestage('attest', id, '9', ...word)).err()).toContain('The run has no task 9');
    expect((await prestage('attest', id, '2', ...word)).err()).toContain('does not wait for a person');
    expect((await prestage('attest', id, '1', ...word)).err()).toContain('prestage keys new NAME --role attest');
  });

  it('a run that was cut is shown as such, everywhere, with the way on', async () => {
    await newKey('ci', 'run');
    const id = await run();
    cut(id);
    expect((await prestage('runs')).out()).toMatch(new RegExp(`${id} +live +cut +0 of 3`, 'u'));
    expect((await prestage('status')).out()).toMatch(/live +unknown +0 of 3 +cut/u);
    const refused = await prestage('evidence', 'verify', id);
    expect([refused.code, refused.out()]).toEqual([1, expect.stringContaining(`prestage resume ${id}`) as string]);
    expect((await prestage('show', id)).out()).toContain(`It goes on with \`prestage resume ${id}\``);
    expect((await prestage('resume', id)).code).toBe(2);
    expect((await prestage('evidence', 'verify', id)).code).toBe(0);
  });

  it('evidence for a direction that changed since is stale, and cannot be resumed', async () => {
    await newKey('ci', 'run');
    const id = await run();
    cut(id);
    workspace.write('launch.md', order(['All of it is done.']));
    const { out } = await prestage('status');
    expect(out()).toContain('cut, stale');
    expect(out()).toContain('prestage run launch.md');
    const refused = await prestage('resume', id);
    expect([refused.code, refused.err()]).toEqual([2, expect.stringContaining('changed since') as string]);
  });

  it('a rehearsal cannot be resumed: it is said before a key is asked for', async () => {
    await prestage('rehearse', 'launch.md');
    const { out } = await prestage('runs', '--json');
    const { runs } = JSON.parse(out()) as { runs: { run: string }[] };
    const { code, err } = await prestage('resume', runs[0]?.run ?? '');
    expect(code).toBe(3);
    expect(err()).toContain('prestage rehearse launch.md');
  });
});

/** As a process leaves it that was killed in the middle of its third record. */
function cut(id: string): void {
  const folder = join('artifacts/ops/runs', id);
  const path = join(workspace.root, folder, 'journal.jsonl');
  const [first = '', second = ''] = readFileSync(path, 'utf8').split('\n');
  truncateSync(path, first.length + second.length + 40);
  rmSync(join(workspace.root, folder, 'seals'), { recursive: true });
}
