import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HoldOptions } from './held.ts';
import { startTimeBudget, type TimeBudget } from './time-budget.ts';

/** How often a run writes down what it has used of its time, and so the most that a cut takes off it, in seconds. */
export const keptEverySeconds = 5;

/** A run's time, written down for whoever goes on with it when it was killed: its journal knows no moment between records. */
export interface KeptTime extends TimeBudget {
  /** Whether what it had used before it was cut was written down. */
  readonly wasKept: boolean;
}

export function startKeptTime(options: HoldOptions): KeptTime {
  const { root, run, resumed, minutesBefore, constraints } = options;
  // Lies beside what else a run remembers of its limits, where no child of a sandbox can write.
  const path = join(root, '.prestage/held', `${run}.minutes`);
  const before = resumed ? minutesIn(path) : undefined;
  const time = startTimeBudget(constraints.budget.minutes, Math.max(minutesBefore, before ?? 0));
  const keep = (): void => write(path, time.minutesUsed());
  keep();
  const timer = setInterval(keep, keptEverySeconds * 1_000).unref();
  return {
    ...time,
    wasKept: before !== undefined,
    stop() {
      clearInterval(timer);
      keep();
      time.stop();
    },
  };
}

function minutesIn(path: string): number | undefined {
  try {
    const minutes = Number.parseFloat(readFileSync(path, 'utf8'));
    return minutes >= 0 ? minutes : undefined;
  } catch {
    return undefined;
  }
}

/** A full disk ends the run at its next record; until then less is known of its time. */
function write(path: string, minutes: number): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${minutes}\n`, { mode: 0o600 });
  } catch {
    // See above.
  }
}
