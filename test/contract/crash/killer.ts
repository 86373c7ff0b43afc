import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import pg from 'pg';
import { z } from 'zod';

/**
 * Where the process is ended with SIGKILL. Steps of one kind are counted from 1, over the life of the process:
 * `record` after a journal record is on the disk, `half` when half of its bytes are, `rename` before a file gets its name,
 * `renamed` after it, `apply` before an effect, `applied` between an effect and whatever is written next, `ask` before a
 * statement goes to a database, and `answered` when its answer is there (a lease is taken, a row is added, a lease is given
 * back). `begun` and `posted` are a child's: it is at work, and it has had its effect and not ended yet.
 */
export const killPoint = z.strictObject({
  at: z.enum(['record', 'half', 'rename', 'renamed', 'apply', 'applied', 'ask', 'answered', 'begun', 'posted']),
  nth: z.int().positive(),
});
export type KillPoint = z.infer<typeof killPoint>;

/** How many steps of each kind were taken. */
export type Steps = Record<KillPoint['at'], number>;

export const noSteps: Steps = {
  record: 0,
  half: 0,
  rename: 0,
  renamed: 0,
  apply: 0,
  applied: 0,
  ask: 0,
  answered: 0,
  begun: 0,
  posted: 0,
};

export interface Killer {
  readonly steps: Steps;
  around(effect: () => Promise<void>): Promise<void>;
}

/** Watches the process's own calls to the system: the product knows nothing of it, and nothing in it is set for it. */
export function watchSteps(point: KillPoint | undefined): Killer {
  const steps = { ...noSteps };
  const step = (at: KillPoint['at']): void => {
    steps[at] += 1;
    if (isDue(at)) process.kill(process.pid, 'SIGKILL');
  };
  const isDue = (at: KillPoint['at']): boolean => point?.at === at && point.nth === steps[at];
  watchJournal(step, () => {
    steps.half += 1;
    return isDue('half');
  });
  watchRenames(step);
  watchStatements(step);
  return {
    steps,
    async around(effect) {
      step('apply');
      await effect();
      step('applied');
    },
  };
}

/** A record is one write and one fsync. */
function watchJournal(step: (at: 'record') => void, isHalf: () => boolean): void {
  const { openSync, writeSync, fsyncSync } = fs;
  const journals = new Set<number>();
  const open: typeof openSync = (path, ...how) => {
    const file = openSync(path, ...how);
    if (String(path).endsWith('/journal.jsonl')) journals.add(file);
    else journals.delete(file);
    return file;
  };
  const write = (file: number, bytes: NodeJS.ArrayBufferView, offset?: number): number => {
    if (journals.has(file) && isHalf()) {
      writeSync(file, bytes, 0, Math.floor(bytes.byteLength / 2));
      process.kill(process.pid, 'SIGKILL');
    }
    return writeSync(file, bytes, offset);
  };
  const sync = (file: number): void => {
    fsyncSync(file);
    if (journals.has(file)) step('record');
  };
  Object.assign(fs, { openSync: open, writeSync: write, fsyncSync: sync });
  syncBuiltinESMExports();
}

/** Every file of evidence gets its name by a rename. */
function watchRenames(step: (at: 'rename' | 'renamed') => void): void {
  const { rename } = fs.promises;
  const watched: typeof rename = async (from, to) => {
    step('rename');
    await rename(from, to);
    step('renamed');
  };
  Object.assign(fs.promises, { rename: watched });
  syncBuiltinESMExports();
}

/** Signs of life are left out: they come by the clock, and a run would never have as many of them twice. */
const signOfLife = /set heartbeat/;

function watchStatements(step: (at: 'ask' | 'answered') => void): void {
  const query: unknown = Reflect.get(pg.Client.prototype, 'query');
  if (typeof query !== 'function') throw new Error('pg has another shape');
  const watched = function (this: pg.Client, ...call: readonly unknown[]): unknown {
    const [text] = call;
    const last = call.at(-1);
    if (typeof text !== 'string' || typeof last !== 'function' || signOfLife.test(text))
      return Reflect.apply(query, this, call);
    step('ask');
    const answered = (...answer: readonly unknown[]): unknown => {
      step('answered');
      return Reflect.apply(last, undefined, answer);
    };
    return Reflect.apply(query, this, [...call.slice(0, -1), answered]);
  };
  Object.assign(pg.Client.prototype, { query: watched });
}
