import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How often a run writes down what it has used of its time, and so the most that a cut takes off it, in seconds. */
export const keptEverySeconds = 5;

/** The time that a run has used, for whoever goes on with it when it was killed: its journal knows no moment between records. */
export interface TimeKept {
  /** In minutes; undefined when nothing was kept. */
  read(): number | undefined;
  keep(minutes: number): void;
}

/** Lies beside what else a run remembers of its limits, where no child of a sandbox can write. */
export function timeKeptOf(root: string, run: string): TimeKept {
  const path = join(root, '.prestage/held', `${run}.minutes`);
  return {
    read() {
      try {
        const minutes = Number.parseFloat(readFileSync(path, 'utf8'));
        return minutes >= 0 ? minutes : undefined;
      } catch {
        return undefined;
      }
    },
    keep(minutes) {
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `${minutes}\n`, { mode: 0o600 });
      } catch {
        // A full disk ends the run at its next record; until then less is known of its time.
      }
    },
  };
}
