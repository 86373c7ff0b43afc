import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../core/event.ts';
import { testProcess, type TestProcess } from '../../testing/process.ts';
import { run, task, unbound } from '../../testing/records.ts';
import { Terminal } from '../../testing/terminal.ts';
import { createOutput } from '../create.ts';
import type { Output } from '../port.ts';

const tasks = [
  { number: '1', title: 'Apply the Supabase idea pool + analytics migrations to staging and capture the output' },
  { number: '2', title: 'Seed staging' },
  { number: '3', title: 'Pair with QA' },
];
const opened: RunEvent = {
  kind: 'run.opened',
  run: 'r',
  mode: 'rehearsal',
  direction: 'docs/launch.md',
  title: 'Launch — Direction',
  tasks,
  warnings: [],
};

function watched(columns = 80, rows = 24): { terminal: Terminal; output: Output; process: TestProcess } {
  const terminal = new Terminal(columns, rows);
  const process = testProcess(['rehearse'], { terminal, env: { TERM: 'xterm' } });
  return { terminal, output: createOutput(process), process };
}

describe('the live list', () => {
  it('shows what runs, what it says and what is to come', () => {
    const { terminal, output, process } = watched();
    output.watch(opened);
    output.watch({ kind: 'task.started', number: '1', title: tasks[0]!.title });
    output.watch({ kind: 'task.progress', number: '1', line: '\u001B[2Jnpm run ci' });
    process.pass(2300);
    expect(terminal.text).toMatchInlineSnapshot(`
      "Rehearsal of docs/launch.md
      Launch — Direction

        ⠹ 1  Apply the Supabase idea pool + analytics migrations…   running      2.2s
             npm run ci
        · 2  Seed staging
        · 3  Pair with QA
      "
    `);
  });

  it('leaves settled tasks above, with the reason under what is not settled', () => {
    const { terminal, output } = watched();
    output.watch(opened);
    output.watch({ kind: 'task.started', number: '1', title: tasks[0]!.title });
    output.watch({ kind: 'task.settled', task: task('1', tasks[0]!.title) });
    output.watch({ kind: 'task.settled', task: { ...unbound('2', 'Seed staging'), fix: 'Bind an action to it.' } });
    expect(terminal.text).toMatchInlineSnapshot(`
      "Rehearsal of docs/launch.md
      Launch — Direction

        ✓ 1  Apply the Supabase idea pool + analytics migrations…   verified     0.4s
        ? 2  Seed staging                                           unknown
             no action is bound yet
             → Bind an action to it.
        · 3  Pair with QA
      "
    `);
  });

  it('ends with the boxes, the counts, the head and the page, and gives the cursor back', () => {
    const { terminal, output } = watched();
    const done = [task('1', 'Apply'), unbound('2', 'Seed')];
    const box = task('done-1', 'All is done', { verdict: 'unknown', reason: 'no check is bound yet' });
    output.watch({ ...opened, tasks: done });
    for (const settled of done) output.watch({ kind: 'task.settled', task: settled });
    expect(terminal.cursorShown).toBe(false);
    output.watch({ kind: 'run.closed', record: run(done, { boxes: [box] }), page: 'page.html' });
    expect(terminal.cursorShown).toBe(true);
    expect(terminal.text).toMatchInlineSnapshot(`
      "Rehearsal of docs/launch.md
      Launch — Direction

        ✓ 1  Apply                                                  verified     0.4s
        ? 2  Seed                                                   unknown
             no action is bound yet

      Definition of Done
        ? 1  All is done                                            unknown      0.4s
             no check is bound yet

        tasks 1 verified · 1 unknown  in 1m 02s, 9 records
        done  1 unknown
        head  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        page  page.html
      "
    `);
  });

  it('never draws more rows than the terminal has, however many tasks there are', () => {
    const { terminal, output, process } = watched(40, 8);
    const many = Array.from({ length: 30 }, (_, index) => ({ number: String(index + 1), title: `Task ${index + 1}` }));
    output.watch({ ...opened, tasks: many });
    for (const { number, title } of many) {
      output.watch({ kind: 'task.started', number, title });
      process.pass(300);
      expect(terminal.screen.filter((line) => line.includes('running'))).toHaveLength(1);
      output.watch({ kind: 'task.settled', task: task(number, title) });
    }
    const settled = terminal.text.split('\n').filter((line) => line.includes('verified'));
    expect(settled).toHaveLength(30);
    expect(terminal.text).not.toContain('running');
  });

  it('gives the cursor back when the work is cut off', () => {
    const { terminal, output } = watched();
    output.watch(opened);
    expect(terminal.cursorShown).toBe(false);
    output.close();
    expect(terminal.cursorShown).toBe(true);
    expect(terminal.text).not.toContain('·');
  });

  it('stops ticking when the run is closed', () => {
    const { output, process } = watched();
    output.watch(opened);
    output.watch({ kind: 'run.closed', record: run([task('1', 'Apply')]), page: 'page.html' });
    const before = process.out();
    process.pass(1000);
    expect(process.out()).toBe(before);
  });
});

describe('colour', () => {
  it('is left out when NO_COLOR says so', () => {
    const terminal = new Terminal(80, 24);
    const process = testProcess([], { terminal, env: { TERM: 'xterm', NO_COLOR: '1' } });
    createOutput(process).watch({ kind: 'task.settled', task: unbound('1', 'Seed') });
    expect(process.out()).not.toContain('\u001B[33m');
    expect(process.out()).toContain('unknown');
  });
});
