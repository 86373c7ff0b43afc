import type { TaskRecord } from '../../../core/record.ts';
import { isSettled } from '../../../core/verdict.ts';
import type { Look } from '../port.ts';
import type { Ink } from '../words/palette.ts';
import { formatDuration } from '../words/duration.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { verdictMark, verdictWidth, verdictWord } from '../words/verdict.ts';
import { cells, cut, pad, wrap } from '../words/width.ts';

/** A title narrower than this says nothing: the time gives way to it. */
const leastTitle = 16;
/** No title gets more than this: the eye has to find the verdict at the line's other end. */
const mostTitle = 96;
const elapsedWidth = 7;

export interface Row {
  readonly mark: string;
  readonly number: string;
  readonly title: string;
  /** With its colour. */
  readonly word: string;
  /** Cells of the word. */
  readonly wordWidth: number;
  readonly elapsed: string;
}

/** `done-2` reads as `2`, `monitoring` as nothing: their headings say what they are. */
export function shownNumber(number: string): string {
  return /^(?:done-)?(?<shown>\d.*)$/u.exec(number)?.groups?.['shown'] ?? '';
}

/** One line of a task list: mark, number, title cut to fit, verdict, time. */
export function rowLine(row: Row, numberWidth: number, look: Look): string {
  const withoutTime = look.columns - 1 - (2 + 2 + numberWidth + 2 + 2 + verdictWidth);
  const hasTime = withoutTime - 2 - elapsedWidth >= leastTitle;
  const room = Math.min(mostTitle, Math.max(1, hasTime ? withoutTime - 2 - elapsedWidth : withoutTime));
  const start = `  ${row.mark} ${row.number.padStart(numberWidth)}  ${pad(cut(row.title, room), room)}  ${row.word}`;
  if (!hasTime || row.elapsed === '') return start;
  const gap = ' '.repeat(Math.max(0, verdictWidth - row.wordWidth) + 2);
  return start + gap + look.palette('dim', row.elapsed.padStart(elapsedWidth));
}

/** A task that has come to a verdict: its line, and under it why it is not settled and what to do. */
export function taskLines(task: TaskRecord, numberWidth: number, look: Look): readonly string[] {
  const row = rowLine(
    {
      mark: verdictMark(task.verdict, look.palette),
      number: shownNumber(task.number),
      title: safeLine(task.title),
      word: verdictWord(task.verdict, look.palette),
      wordWidth: cells(task.verdict),
      elapsed: task.durationMs === 0 ? '' : formatDuration(task.durationMs),
    },
    numberWidth,
    look,
  );
  return [row, ...underLines(task, numberWidth, look)];
}

function underLines(task: TaskRecord, numberWidth: number, look: Look): readonly string[] {
  if (isSettled(task.verdict)) return attestedLines(task, numberWidth, look);
  const reason = task.reason ?? `no reason was recorded for ${task.verdict}`;
  const fix = task.fix === undefined ? [] : under(`→ ${safeLine(task.fix)}`, 'cyan', numberWidth, look);
  return [...under(safeLine(reason), undefined, numberWidth, look), ...fix];
}

function attestedLines(task: TaskRecord, numberWidth: number, look: Look): readonly string[] {
  if (task.attestation === undefined) return [];
  const { by, note } = task.attestation;
  return under(safeLine(`${by}: ${note}`), 'dim', numberWidth, look);
}

/** Text under a row, wrapped and indented to where titles start. */
export function under(text: string, ink: Ink | undefined, numberWidth: number, look: Look): readonly string[] {
  const indent = ' '.repeat(numberWidth + 6);
  const lines = wrap(text, Math.max(leastTitle, look.columns - 1 - indent.length));
  return lines.map((line) => indent + (ink === undefined ? line : look.palette(ink, line)));
}

/** What is to be done about many parts alike is said at the first of them. */
export function withoutRepeatedFix(part: TaskRecord, before: readonly TaskRecord[]): TaskRecord {
  if (!before.some((earlier) => earlier.fix === part.fix && earlier.reason === part.reason)) return part;
  const { fix: _said, ...rest } = part;
  return rest;
}
