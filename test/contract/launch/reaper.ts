import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { watchSystem } from '../crash/watch.ts';
import type { LaunchOrder } from './place.ts';

export interface Reaper {
  around(name: string, effect: () => Promise<void>): Promise<void>;
}

const line = z.object({
  entry: z.object({
    kind: z.string(),
    number: z.string().optional(),
    step: z.number().optional(),
    task: z.object({ number: z.string() }).optional(),
  }),
});

/**
 * Ends the process with SIGKILL at the first step that is taken by the seed and killed nobody before. A step is known by what
 * it is and not by its number, so that a run that is resumed again and again dies once at each of them and comes to its end.
 */
export function watchForDeath(kill: LaunchOrder['kill']): Reaper {
  const seenBefore = new Set(kill === undefined ? [] : linesOf(kill.done));
  const isDue = (at: string, what: string): boolean => {
    if (kill === undefined || !kill.at.includes(at)) return false;
    const step = `${at} ${what}`;
    if (seenBefore.has(step) || !isTaken(step, kill)) return false;
    appendFileSync(kill.done, `${step}\n`);
    return true;
  };
  const step = (at: string, what: string): void => {
    if (isDue(at, what)) process.kill(process.pid, 'SIGKILL');
  };
  watchSystem({
    seen: (at, what) => step(at, at === 'record' ? nameOf(what) : plain(what)),
    isHalf: (record) => isDue('half', nameOf(record)),
  });
  return {
    async around(name, effect) {
      step('apply', name);
      await effect();
      step('applied', name);
    },
  };
}

function linesOf(path: string): readonly string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

/** The same for the same seed, whichever steps there are beside it. */
function isTaken(step: string, { oneIn, seed }: NonNullable<LaunchOrder['kill']>): boolean {
  return createHash('sha256').update(`${seed} ${step}`).digest().readUInt32BE() % oneIn === 0;
}

/** What a record says and of which step: not when, nor how it went. */
function nameOf(record: string): string {
  const { kind, number, step, task } = line.parse(JSON.parse(record)).entry;
  return [kind, number ?? task?.number, step].filter((part) => part !== undefined).join(' ');
}

/** Without what differs from one process to the next: places, random names, times. */
function plain(what: string): string {
  return what
    .replaceAll(/\/tmp\/[^\s'"]*\/(?=[^/]*$)/g, '')
    .replaceAll(/[0-9a-f]{8,}|\d{4,}/g, '…')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 100);
}
