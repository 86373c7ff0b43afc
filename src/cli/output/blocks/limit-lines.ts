import type { Limit, Measurement } from '../../../core/constraint.ts';
import type { Look } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { cells, wrap } from '../words/width.ts';
import { closingIndent, closingLine } from './closing-line.ts';

const labels: Readonly<Record<Limit, string>> = {
  tools: 'tools',
  touched: 'touched',
  minutes: 'time',
  tokens: 'tokens',
  files: 'files',
  guardrails: 'guardrails',
};

const over = 'over the limit: ';

/** A line narrower than this says nothing. */
const leastText = 24;

/** What was seen of each limit of the order, and how it was held. What is too long for a line goes on under its beginning. */
export function limitLines(measured: readonly Measurement[], look: Look): readonly string[] {
  const width = Math.max(0, ...measured.map(({ limit }) => labels[limit].length)) + 2;
  return measured.flatMap((measurement, index) => {
    const [first = '', ...rest] = textLines(measurement, look.columns - 1 - closingIndent - width, look);
    const label = labels[measurement.limit].padEnd(width);
    return [
      closingLine(index === 0 ? 'held' : '', label + first, look),
      ...rest.map((line) => ' '.repeat(closingIndent + width) + line),
    ];
  });
}

function textLines({ actual, enforced, exceeded }: Measurement, room: number, look: Look): readonly string[] {
  const seen = `${exceeded === true ? over : ''}${safeLine(actual)}`;
  const held = safeLine(enforced);
  const ink = enforced.includes('not enforced') ? 'yellow' : 'dim';
  const inRed = (text: string): string =>
    text.startsWith(over) ? look.palette('red', over) + text.slice(over.length) : text;
  if (cells(`${seen} · ${held}`) <= room) return [`${inRed(seen)} · ${look.palette(ink, held)}`];
  const place = Math.max(leastText, room);
  return [...wrap(seen, place).map(inRed), ...wrap(held, place).map((line) => look.palette(ink, line))];
}
