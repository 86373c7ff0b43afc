import type { Limit, Measurement } from '../../../core/constraint.ts';
import type { Look } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { closingLine } from './closing-line.ts';

const labels: Readonly<Record<Limit, string>> = {
  tools: 'tools',
  touched: 'touched',
  minutes: 'time',
  tokens: 'tokens',
  files: 'files',
  guardrails: 'guardrails',
};

/** What was seen of each limit of the order, and how it was held. */
export function limitLines(measured: readonly Measurement[], look: Look): readonly string[] {
  const width = Math.max(0, ...measured.map(({ limit }) => labels[limit].length));
  return measured.map(({ limit, actual, enforced, exceeded }, index) => {
    const over = exceeded === true ? look.palette('red', 'over the limit: ') : '';
    const held = look.palette(enforced.includes('not enforced') ? 'yellow' : 'dim', safeLine(enforced));
    const text = `${labels[limit].padEnd(width)}  ${over}${safeLine(actual)} · ${held}`;
    return closingLine(index === 0 ? 'held' : '', text, look);
  });
}
