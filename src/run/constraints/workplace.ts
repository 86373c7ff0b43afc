import { mkdirSync, mkdtempSync, realpathSync, rmSync, chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openCallLog, type CallLog } from '../../services/process/call-log.ts';
import { findProgram } from '../../services/process/find-program.ts';
import { interpreterOf } from '../../services/process/interpreter.ts';
import type { Allowance } from './tools/allowance.ts';
import { writeCovers, type CoverPlaces, type Covers } from './tools/covers.ts';
import type { ModuleTool } from './tools/module-tools.ts';
import { writeShims, type ShimFolder } from './tools/shim-folder.ts';
import { compareSnapshots } from './tree/compare.ts';
import { digestOf, takeSnapshot, type Snapshot } from './tree/snapshot.ts';

/** A folder outside the workspace that a run keeps its shims and their log in. It goes when the run ends. */
export interface Workplace {
  readonly path: string;
  /** An empty folder. */
  readonly empty: string;
  readonly log: CallLog;
  /** The shims for an allowance, and those that cover tools of packages: written once, then the same again. */
  shimsFor(allowance: Allowance, tools?: readonly ModuleTool[]): Shims;
  /** Shims that somebody else changed, added or removed; each is named once. */
  changedShims(): readonly string[];
  remove(): void;
}

export interface Shims extends ShimFolder {
  readonly covers: Covers;
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
  const placesFor = (at: number): CoverPlaces => ({
    path: join(path, `covers-${at}`),
    behind: join(path, `behind-${at}`),
    log: pipe,
  });
  const find = (program: string): string | undefined => findProgram(program, env);
  const folders = new Map<string, Shims & { readonly asWritten: readonly Snapshot[] }>();
  const named = new Set<string>();
  return {
    path,
    empty,
    log,
    shimsFor(allowance, tools = []) {
      const key = JSON.stringify([allowance.limited, [...allowance.tools], tools]);
      const known = folders.get(key);
      if (known !== undefined) return known;
      const at = folders.size + 1;
      const covers = writeCovers(placesFor(at), allowance, tools);
      const machine = { find, interpreterOf, behind: covers.behind };
      const shims = { ...writeShims(join(path, `tools-${at}`), pipe, allowance, machine), covers };
      folders.set(key, { ...shims, asWritten: [shims.path, covers.path].map(look) });
      return shims;
    },
    changedShims() {
      const changed = [...folders.values()].flatMap(({ path: onPath, covers, asWritten }) =>
        [onPath, covers.path].flatMap((folder, at) => changesIn(folder, asWritten[at] ?? look(folder))),
      );
      if (statSync(pipe, { throwIfNoEntry: false })?.ino !== pipeAsMade) changed.push('the record of calls');
      const fresh = changed.filter((name) => !named.has(name));
      for (const name of fresh) named.add(name);
      return fresh;
    },
    remove() {
      log.close();
      for (const { path: onPath, covers } of folders.values())
        for (const folder of [onPath, covers.path]) if (existsSync(folder)) chmodSync(folder, 0o700);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function changesIn(folder: string, asWritten: Snapshot): readonly string[] {
  return compareSnapshots(asWritten, look(folder), (name) => digestOf(join(folder, name))).map(({ path }) => path);
}

function look(folder: string): Snapshot {
  return takeSnapshot([{ place: folder, label: '', leaveOut: () => false }]);
}
