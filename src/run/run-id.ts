import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { Clock } from '../core/clock.ts';

/** `20261123T031500Z-direction-3f9a`: sorts by time, says what was run, and is unique on two machines at once. */
export function newRunId(clock: Clock, file: string): string {
  const slug = basename(file, '.md')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  return `${compactTime(clock)}-${slug}-${randomBytes(2).toString('hex')}`;
}

/** `20261123T031500Z` */
export function compactTime(clock: Clock): string {
  return clock
    .now()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, '');
}
