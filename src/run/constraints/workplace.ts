import { mkdirSync, mkdtempSync, realpathSync, rmSync, chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openCallLog, type CallLog } from '../../services/process/call-log.ts';
import { findProgram } from '../../services/process/find-program.ts';
import { interpreterOf } from '../../services/process/interpreter.ts';
import type { Allowance } from './tools/allowance.ts';
import { writeShims, type ShimFolder } from './tools/shim-folder.ts';
import { compareSnapshots } from './tree/compare.ts';
import { digestOf, takeSnapshot, type Snapshot } from './tree/snapshot.ts';

/** A folder outside the workspace that a run keeps its shims and their log in. It goes when the run ends. */
export interface Workplace {
  readonly path: string;
  /** An empty folder. */
  readonly empty: string;
  readonly log: CallLog;
  /** The shims for an allowance: written once, then the same again. */
  shimsFor(allowance: Allowance): ShimFolder;
  /** Shims that somebody else changed, added or removed; each is named once. */
  changedShims(): readonly string[];
  remove(): void;
}

export function openWorkplace(
  temporary: string,
  env: Readonly<Record<string, string>>,
  receive: (line: string) => void,
): Workplace {
  const path = realpathSync(mkdtempSync(join(temporary, 'prestage-')));
  const empty = join(path, 'empty');
  mkdirSync(empty);
  const pipe = join(path, 'calls');
  const log = openCallLog(pipe, receive);
  const pipeAsMade = statSync(pipe).ino;
  const find = (program: string): string | undefined => findProgram(program, env);
  const folders = new Map<string, ShimFolder & { readonly asWritten: Snapshot }>();
  const named = new Set<string>();
  return {
    path,
    empty,
    log,
    shimsFor(allowance) {
      const key = JSON.stringify([allowance.limited, [...allowance.tools]]);
      const known = folders.get(key);
      if (known !== undefined) return known;
      const shims = writeShims(join(path, `tools-${folders.size + 1}`), pipe, allowance, find, interpreterOf);
      folders.set(key, { ...shims, asWritten: look(shims.path) });
      return shims;
    },
    changedShims() {
      const changed = [...folders.values()].flatMap(({ path: folder, asWritten }) =>
        compareSnapshots(asWritten, look(folder), (name) => digestOf(join(folder, name))).map((change) => change.path),
      );
      if (statSync(pipe, { throwIfNoEntry: false })?.ino !== pipeAsMade) changed.push('the record of calls');
      const fresh = changed.filter((name) => !named.has(name));
      for (const name of fresh) named.add(name);
      return fresh;
    },
    remove() {
      log.close();
      for (const { path: folder } of folders.values()) if (existsSync(folder)) chmodSync(folder, 0o700);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function look(folder: string): Snapshot {
  return takeSnapshot([{ place: folder, label: '', leaveOut: () => false }]);
}
