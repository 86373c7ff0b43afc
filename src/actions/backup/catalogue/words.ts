import type { Clock } from '../../../core/clock.ts';
import type { PastDrill } from './drills.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `12.3 MB`, in thousands. */
export function sizeWords(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${power === 0 ? bytes : (bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}

/** Whole seconds since then; never less than none, whatever two clocks say. */
export function ageSeconds(moment: string, clock: Clock): number {
  return Math.max(0, Math.round((clock.now().getTime() - Date.parse(moment)) / 1000));
}

/** `3 d 4 h`: the two largest units. */
export function ageWords(seconds: number): string {
  const [d, h, m] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (d > 0) return `${d} d ${h} h`;
  return h > 0 ? `${h} h ${m} min` : m > 0 ? `${m} min` : `${seconds} s`;
}

export function drillWords(drill: PastDrill | undefined): string {
  return drill === undefined ? 'never' : `${drill.verdict}, ${drill.at}`;
}
