import { describe, expect, it } from 'vitest';
import { Failure } from '../../../core/failure.ts';
import type { TaskRecord } from '../../../core/record.ts';
import { testProcess, type TestProcess } from '../../testing/process.ts';
import { run, task } from '../../testing/records.ts';
import { createOutput } from '../create.ts';
import { workflowCommand } from './workflow-command.ts';

const failed: TaskRecord = task('2', 'Run: `npm run ci`, all', {
  verdict: 'failed',
  reason: '100% wrong\n::stop-commands::x',
});

function rehearsed(argv: readonly string[] = []): TestProcess {
  const process = testProcess(argv, { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '/summary' } });
  const output = createOutput(process);
  const tasks = [task('1', '::warning::title'), failed];
  const opened = { run: 'r', mode: 'rehearsal', direction: 'docs/launch.md', title: 'T', tasks, warnings: [] } as const;
  output.watch({ kind: 'run.opened', ...opened });
  output.watch({ kind: 'task.started', number: '1', title: '::warning::title' });
  output.watch({ kind: 'task.progress', number: '1', line: '  ::error file=x::forged\u001B[0m' });
  output.watch({ kind: 'task.settled', task: tasks[0] ?? failed });
  output.watch({ kind: 'task.started', number: '2', title: failed.title });
  output.watch({ kind: 'task.settled', task: failed });
  output.watch({ kind: 'run.closed', record: run(tasks), page: 'page.html' });
  output.payload({ runs: [] }, [{ kind: 'line', text: 'exit 1' }]);
  output.close();
  return process;
}

/** What the runner obeys: `::` at the start of a line, white space or not, and `##[` anywhere. */
function commands(text: string): readonly string[] {
  return text.split('\n').filter((line) => /^\s*::|##\[/u.test(line));
}

describe('on GitHub', () => {
  it('groups each task and annotates the one that failed, escaped as the runner reads it', () => {
    expect(commands(rehearsed().out())).toEqual([
      '::group::1 ::warning::title',
      '::endgroup::',
      '::error file=docs/launch.md,title=2 Run%3A `npm run ci`%2C all::100%25 wrong%0A::stop-commands::x',
    ]);
  });

  it('puts nothing invisible into an annotation', () => {
    expect(workflowCommand('error', '\u001B[31mred\u001B[0m\r\nb\rc', { title: 'a\u202Eb' })).toBe(
      '::error title=a[U+202E]b::red%0Ab␍c',
    );
  });

  it('writes the job summary as Markdown in which foreign text is text', () => {
    const summary = rehearsed().appended.get('/summary') ?? '';
    expect(summary).toContain('| 2 | Run: &#96;npm run ci&#96;, all | **failed** |');
    expect(commands(summary)).toEqual([]);
  });

  it('keeps stdout for the object with --json', () => {
    const process = rehearsed(['--json']);
    expect(JSON.parse(process.out())).toEqual({ runs: [] });
    expect(commands(process.err())).toHaveLength(3);
  });

  it('annotates findings and failures at their line', () => {
    const process = testProcess([], { env: { GITHUB_ACTIONS: 'true' } });
    const output = createOutput(process);
    const place = { file: 'a.md', line: 3, fix: 'Fix it.' };
    output.payload({}, [
      { kind: 'findings', findings: [{ ...place, rule: 'tasks.odd', severity: 'warning', message: 'Odd' }] },
    ]);
    output.failure(new Failure({ ...place, code: 'x.y', what: 'Bad', why: 'so' }));
    expect(commands(process.out())).toEqual([
      '::warning file=a.md,line=3,title=tasks.odd::Odd%0AFix it.',
      '::error file=a.md,line=3,title=x.y::Bad%0Aso%0AFix it.',
    ]);
  });

  it('annotates ten of a severity, as many as GitHub shows, and puts the others into the summary', () => {
    const process = testProcess([], { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '/summary' } });
    const findings = Array.from({ length: 13 }, (_, n) => ({
      file: `a${n}.md`,
      rule: 'guard.paths',
      severity: n === 12 ? ('warning' as const) : ('error' as const),
      message: `No | ${n}`,
      fix: 'Fix it.',
    }));
    createOutput(process).payload({}, [{ kind: 'findings', findings }]);
    expect(commands(process.out()).map((line) => line.slice(0, 4))).toEqual([...Array(10).fill('::er'), '::wa']);
    const summary = process.appended.get('/summary') ?? '';
    expect(summary).toContain('### 2 more findings');
    expect(summary).toContain('| a10.md | guard.paths | No &#124; 10 | Fix it. |');
    expect(summary).not.toContain('a9.md');
  });
});
