import { rowLine, shownNumber, under } from '../blocks/task-lines.ts';
import type { Look } from '../port.ts';
import { formatDuration } from '../words/duration.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { cells, cut } from '../words/width.ts';
import type { LiveState, Running } from './state.ts';

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const spinMilliseconds = 100;

/**
 * The part of the screen that is drawn again and again, no line wider than the terminal. It takes half of the rows at
 * most: when the terminal is made narrower its lines are folded, and what has scrolled out of sight cannot be redrawn.
 */
export function frame(state: LiveState, now: number, rows: number, look: Look): readonly string[] {
  const most = Math.max(2, Math.floor(rows / 2));
  const running = state.running.flatMap((task) => runningLines(task, now, state.numberWidth, look)).slice(0, most);
  return [...running, ...pendingLines(state, most - running.length, look)];
}

function runningLines(task: Running, now: number, numberWidth: number, look: Look): readonly string[] {
  const elapsed = now - task.since;
  const tick = spinner[Math.floor(elapsed / spinMilliseconds) % spinner.length] ?? spinner[0];
  const row = rowLine(
    {
      mark: look.palette('cyan', tick),
      number: shownNumber(task.number),
      title: safeLine(task.title),
      word: look.palette('cyan', 'running'),
      wordWidth: cells('running'),
      elapsed: formatDuration(elapsed),
    },
    numberWidth,
    look,
  );
  return task.said === undefined ? [row] : [row, ...saidLine(task.said, numberWidth, look)];
}

function saidLine(said: string, numberWidth: number, look: Look): readonly string[] {
  const room = Math.max(1, look.columns - 1 - (numberWidth + 6));
  return under(cut(safeLine(said), room).replaceAll(' ', '\u00A0'), 'dim', numberWidth, look).slice(0, 1);
}

function pendingLines(state: LiveState, room: number, look: Look): readonly string[] {
  if (room === 0 || state.pending.length === 0) return [];
  const fits = state.pending.length <= room;
  const shown = fits ? state.pending : state.pending.slice(0, Math.max(0, room - 1));
  const lines = shown.map((task) => pendingLine(task, state.numberWidth, look));
  const left = state.pending.length - shown.length;
  return left === 0 ? lines : [...lines, look.palette('dim', `    … ${left} more to come`)];
}

function pendingLine(task: { number: string; title: string }, numberWidth: number, look: Look): string {
  const start = `  · ${shownNumber(task.number).padStart(numberWidth)}  `;
  return look.palette('dim', start + cut(safeLine(task.title), Math.max(1, look.columns - 1 - start.length)));
}
