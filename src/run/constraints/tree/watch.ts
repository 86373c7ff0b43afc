import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Exec } from '../../../core/command.ts';
import { compareSnapshots, type TreeChange } from './compare.ts';
import { leadsOut, linkedRoots, repositoryRoots, workspaceRoot } from './roots.ts';
import { digestOf, takeSnapshot, type Root, type Snapshot } from './snapshot.ts';

/** A change of the tree since the last look, and where it leads when it is a link out of the workspace. */
export interface Touch extends TreeChange {
  readonly leadsTo?: string;
}

export interface TreeWatch {
  /** The tree as it stood at the last look. */
  readonly seen: Snapshot;
  /** What changed since the last look, or since the watch began. A change between two tasks is the later one's. */
  look(): readonly Touch[];
  /** The same for folders that links of the workspace lead out to; empty when they are not watched. */
  lookBehindLinks(): readonly TreeChange[];
  /** What Prestage itself has just written there is nobody's doing, as long as it stays as it is. Paths of the workspace. */
  excuse(paths: readonly string[]): void;
  /** Outermost folders of packages as of the last look, absolute and without links. */
  modules(): readonly string[];
}

export interface TreeWatchOptions {
  readonly root: string;
  /** The run's folder, relative to the root. */
  readonly evidence: string;
  /** Without constraints. */
  readonly exec: Exec;
  /** Whether children can write to where links lead. */
  readonly behindLinks: boolean;
  /** The last look of before the run was cut: what changed since then is told by the first look. */
  readonly since?: Snapshot | undefined;
}

export async function watchTree({ root, evidence, exec, behindLinks, since }: TreeWatchOptions): Promise<TreeWatch> {
  const own = [workspaceRoot(root, evidence), ...(await repositoryRoots(exec))];
  let last = since ?? takeSnapshot(own);
  const beyond = behindLinks ? linkedRoots(root, last.links) : [];
  let lastBeyond = takeSnapshot(beyond);
  const excused = new Map<string, string>();
  const isOurs = ({ path, kind }: TreeChange): boolean =>
    kind !== 'deleted' && excused.get(path) === digestOf(placeOf(own, path));
  return {
    get seen() {
      return last;
    },
    look() {
      const before = last;
      last = takeSnapshot(own);
      return changesOf(own, before, last)
        .filter((change) => !isOurs(change))
        .map((change) => withTarget(root, change));
    },
    lookBehindLinks() {
      const before = lastBeyond;
      lastBeyond = takeSnapshot(beyond);
      return changesOf(beyond, before, lastBeyond);
    },
    excuse(paths) {
      for (const path of paths) excused.set(path, digestOf(placeOf(own, path)));
    },
    modules: () => modulesIn(root, last),
  };
}

/** What links lead to below another folder of packages is found with that one. */
function modulesIn(root: string, { paths, links }: Snapshot): readonly string[] {
  const named = paths.filter((path) => isOutermost(path) && (path.endsWith('/') || links.has(path)));
  return [...new Set(named.flatMap((path) => realFolder(join(root, path))))].toSorted();
}

function isOutermost(path: string): boolean {
  if (!/node_modules\/?$/.test(path)) return false;
  const parts = path.replace(/\/$/, '').split('/');
  return parts.indexOf('node_modules') === parts.length - 1;
}

function realFolder(path: string): readonly string[] {
  const isThere = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isThere ? [realpathSync(path)] : [];
}

function changesOf(roots: readonly Root[], before: Snapshot, after: Snapshot): TreeChange[] {
  return compareSnapshots(before, after, (path) => digestOf(placeOf(roots, path)));
}

function placeOf(roots: readonly Root[], path: string): string {
  const [root] = roots
    .filter(({ label }) => path.startsWith(label))
    .toSorted((a, b) => b.label.length - a.label.length);
  return root === undefined ? path : join(root.place, path.slice(root.label.length));
}

function withTarget(root: string, change: TreeChange): Touch {
  const leadsTo = change.link === undefined ? undefined : leadsOut(root, change.path);
  return leadsTo === undefined ? change : { ...change, leadsTo };
}
