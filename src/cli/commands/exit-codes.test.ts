import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportSchema } from '../../core/report.ts';
import { createWorkspace, direction, type TestWorkspace } from '../../run/testing/workspace.ts';
import { allRoutes } from '../app/all-routes.ts';
import { runCli } from '../app/run-cli.ts';
import { testProcess, type TestProcess } from '../testing/process.ts';

let workspace: TestWorkspace;
const blockers = 'run: feedback.blockers to=feedback/qa/2026-01-02.md';
const staged = 'run: checks.staged only=nothing.md';

/** A direction with one task and one box, settled as the sidecar says. */
beforeEach(() => {
  workspace = createWorkspace({
    'prestage.config.ts': `export default { rehearse: ['launch.md'] };\n`,
    'launch.md': direction(['Do it.'], ['All is done.']),
    'feedback/.gitkeep': '',
    '.gitignore': '.prestage/\n',
  });
});
afterEach(() => workspace.remove());

function bind(task: string, box = 'check: feedback.logged file=feedback/qa/2026-01-02.md'): void {
  const sidecar = `tasks:\n  - task: "Do it"\n    ${task}\ndone:\n  - box: "All is done"\n    ${box}\n`;
  workspace.write('launch.bindings.yaml', sidecar);
}

async function prestage(...argv: readonly string[]): Promise<TestProcess & { code: number }> {
  const process = testProcess(argv, { cwd: workspace.root, env: { PATH: globalThis.process.env['PATH'] } });
  const real = { ...process, node: globalThis.process.execPath };
  return { ...process, code: await runCli(real, allRoutes) };
}

describe('the exit code of a plan that changes nothing is what was found', () => {
  it('2: no test was there to run', async () => {
    const { code, out } = await prestage('database', 'test');
    expect(out()).toContain('No test was run');
    expect(out()).toMatch(/unknown.*database\.test: no test was run/u);
    expect(code).toBe(2);
  });
  it('says it in JSON too', async () => {
    const { out } = await prestage('database', 'test', '--json');
    expect(JSON.parse(out())).toMatchObject({ plan: { changes: [] }, outcome: { verdict: 'unknown' } });
  });
});

describe('the exit code of a rehearsal, each by its own cause', () => {
  it('0: all is verified', async () => {
    bind(blockers);
    const { code, out } = await prestage('rehearse');
    expect(out()).toContain('exit 0: everything is verified (1 task and 1 box).');
    expect(code).toBe(0);
  });
  it('1: a task failed, and its reason is the reason', async () => {
    bind(staged);
    const { code, out } = await prestage('rehearse');
    expect(out()).toMatch(/exit 1: task 1 failed because .*nothing\.md/u);
    expect(code).toBe(1);
  });
  it('2: nothing is bound', async () => {
    const { code, out } = await prestage('rehearse');
    expect(out()).toContain('task 1 is unknown because no action is bound yet');
    expect(code).toBe(2);
  });
  it('3: there is no config, no direction, no binding that fits', async () => {
    workspace.git('rm', '--quiet', '--cached', 'launch.md');
    mkdirSync(join(workspace.root, 'elsewhere'));
    const elsewhere = await prestage('rehearse', '--workspace', 'elsewhere');
    expect([elsewhere.code, elsewhere.out()]).toEqual([3, '']);
    expect(elsewhere.err()).toContain('There is no prestage.config.ts');
    expect((await prestage('rehearse', 'gone.md')).err()).toContain('There is no gone.md');
    workspace.write('launch.bindings.yaml', 'tasks:\n  - task: "Do nothing"\n    person: QA\n');
    const misbound = await prestage('rehearse');
    expect([misbound.code, misbound.out()]).toEqual([3, '']);
    expect(misbound.err()).toContain('launch.bindings.yaml:2');
  });
  it('5: a person is waited for, and all else is settled', async () => {
    workspace.write(
      'launch.md',
      direction(['Do it.', 'Note blockers in `feedback/qa/2026-01-02.md`.'], ['All is done.']),
    );
    workspace.write(
      'launch.bindings.yaml',
      `tasks:
  - task: "Do it"
    person: QA
  - task: "Note blockers"
    ${blockers}
done:
  - box: "All is done"
    check: feedback.logged file=feedback/qa/2026-01-02.md
`,
    );
    const { code, out } = await prestage('rehearse');
    expect(out()).toContain('exit 5: task 1 waits for a person because QA settles this.');
    expect(code).toBe(5);
  });
  it('64: there is no such task', async () => {
    const { code, err } = await prestage('rehearse', '--only', '99');
    expect(err()).toContain('There is no task 99');
    expect(code).toBe(64);
  });
});

describe('the ways of a run after it', () => {
  it('is listed, shown, verified, and refused when one byte is changed', async () => {
    bind(blockers);
    const { runs } = reportSchema.parse(JSON.parse((await prestage('rehearse', '--json')).out()));
    const id = runs[0]?.run ?? '';
    expect((await prestage('runs')).out()).toContain(id);
    expect((await prestage('evidence', 'show')).out()).toContain('files/1/feedback.blockers/outcome.json');
    expect(reportSchema.parse(JSON.parse((await prestage('evidence', 'show', id, '--json')).out())).runs).toHaveLength(
      1,
    );
    expect(await prestage('evidence', 'verify', id)).toMatchObject({ code: 0 });
    const folder = join(runs[0]?.page ?? '', '..');
    workspace.write(join(folder, 'page.html'), 'forged');
    const refused = await prestage('evidence', 'verify', id);
    expect(refused.code).toBe(1);
    expect(refused.out()).toContain('page.html');
  });

  it("takes a person's word for a task that waits, and says that it is one", async () => {
    bind('person: QA');
    await prestage('keys', 'new', 'qa', '--role', 'attest');
    const { runs } = reportSchema.parse(JSON.parse((await prestage('rehearse', '--json')).out()));
    const id = runs[0]?.run ?? '';
    const attested = await prestage('attest', id, '1', '--by', 'Ana', '--note', 'Seen on staging');
    expect([attested.code, attested.err()]).toEqual([0, '']);
    expect((await prestage('evidence', 'verify', id)).out()).toContain('holds');
    const shown = (await prestage('evidence', 'show', id)).out();
    expect(shown).toMatch(/Do it\. +attested/u);
    expect(shown).toContain('Ana: Seen on staging');
    expect((await prestage('attest', id, '1', '--by', 'Ana', '--note', 'Again')).code).toBe(64);
  });
});

describe('the commands of a direction', () => {
  it('lint: 0 without an error, 1 with one, at its line', async () => {
    bind(blockers);
    expect(await prestage('direction', 'lint', 'launch.md')).toMatchObject({ code: 0 });
    bind('run: feedback.blocker');
    const wrong = await prestage('direction', 'lint', 'launch.md');
    expect(wrong.code).toBe(1);
    expect(wrong.out()).toMatch(/launch\.bindings\.yaml:3 {2}error/u);
  });
  it('bind: prints YAML alone on stdout, and never writes over a sidecar', async () => {
    const proposed = await prestage('direction', 'bind', 'launch.md');
    expect(proposed.code).toBe(0);
    expect(proposed.err()).toContain('unbound: launch.md:');
    expect(await prestage('direction', 'bind', 'launch.md', '--write')).toMatchObject({ code: 0 });
    const again = await prestage('direction', 'bind', 'launch.md', '--write');
    expect([again.code, again.out()]).toEqual([3, '']);
    expect(again.err()).toContain('launch.bindings.yaml is already there');
  });
  it('verify: 1 for a tick without evidence', async () => {
    workspace.write('launch.md', direction(['Do it.']).replace('- [ ]', '- [x]'));
    const { code, out } = await prestage('direction', 'verify', 'launch.md');
    expect(code).toBe(1);
    expect(out()).toContain('without evidence');
  });
  it('tick: 3 while there is no live run', async () => {
    expect((await prestage('direction', 'tick', 'launch.md')).code).toBe(3);
  });
});

describe('an action as a command', () => {
  it('shows its plan and writes nothing; writes with the digest; refuses another', async () => {
    workspace.write('stray.txt', 'x');
    const planned = await prestage('direction', 'stage', '--file', 'stray.txt', '--json');
    const { digest } = JSON.parse(planned.out()) as { digest: string };
    expect(planned.code).toBe(0);
    expect(workspace.git('diff', '--cached', '--name-only')).toBe('');
    expect(
      (await prestage('direction', 'stage', '--file', 'stray.txt', '--apply', '--plan', 'f'.repeat(64))).code,
    ).toBe(2);
    expect(workspace.git('diff', '--cached', '--name-only')).toBe('');
    const applied = await prestage('direction', 'stage', '--file', 'stray.txt', '--apply', '--plan', digest);
    expect([applied.code, applied.err()]).toEqual([0, '']);
    expect(workspace.git('diff', '--cached', '--name-only')).toBe('stray.txt\n');
  });
  it('a check leaves its verdict as the exit code', async () => {
    const { code, out } = await prestage('checks', 'staged', '--only', 'a.md,b.md');
    expect(code).toBe(1);
    expect(out()).toContain('a.md, b.md');
  });
  it('says which option does not fit, in the words of its schema', async () => {
    const { code, err } = await prestage(
      'direction',
      'changelog',
      '--to',
      'launch.md',
      '--date',
      'soon',
      '--version',
      '2',
      '--summary',
      'x',
    );
    expect(code).toBe(64);
    expect(err()).toContain('--date');
  });
});
