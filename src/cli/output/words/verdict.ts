import type { Verdict } from '../../../core/verdict.ts';
import type { Ink, Palette } from './palette.ts';

interface Look {
  readonly mark: string;
  readonly ink: Ink;
}

/** Mark and colour repeat what the word says: no one has to see either. */
const looks: Readonly<Record<Verdict, Look>> = {
  verified: { mark: '✓', ink: 'green' },
  attested: { mark: '✓', ink: 'cyan' },
  failed: { mark: '✗', ink: 'red' },
  blocked: { mark: '⊘', ink: 'magenta' },
  unknown: { mark: '?', ink: 'yellow' },
  waiting: { mark: '◌', ink: 'blue' },
  skipped: { mark: '–', ink: 'dim' },
  degraded: { mark: '!', ink: 'yellow' },
  stale: { mark: '~', ink: 'yellow' },
};

/** Cells that the longest verdict takes. */
export const verdictWidth = Math.max(...Object.keys(looks).map((word) => word.length));

export function verdictMark(verdict: Verdict, palette: Palette): string {
  return palette(looks[verdict].ink, looks[verdict].mark);
}

export function verdictWord(verdict: Verdict, palette: Palette): string {
  return palette(looks[verdict].ink, verdict);
}

/** In the order in which a summary counts them. */
export const verdictsInOrder: readonly Verdict[] = [
  'verified',
  'attested',
  'failed',
  'blocked',
  'unknown',
  'degraded',
  'stale',
  'waiting',
  'skipped',
];
