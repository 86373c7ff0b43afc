import { statsDiffer, type Snapshot } from './snapshot.ts';

export interface TreeChange {
  readonly path: string;
  readonly kind: 'added' | 'deleted' | 'changed' | 'mode';
  /** Where a link that was added or changed leads, as it has it. */
  readonly link?: string;
}

/**
 * What changed between two looks, sorted by path. A rename is a deletion and an addition. `digest` reads a file as it is now:
 * it is asked for files that were fresh at the first look.
 */
export function compareSnapshots(before: Snapshot, after: Snapshot, digest: (path: string) => string): TreeChange[] {
  const changes: TreeChange[] = [];
  const places = sameOrder(before.paths, after.paths) ? undefined : placesOf(after.paths);
  for (const [at, path] of before.paths.entries()) {
    const other = places === undefined ? at : places.get(path);
    if (other === undefined) {
      if (!isFolder(path)) changes.push({ path, kind: 'deleted' });
      continue;
    }
    const kind = kindOf(before, at, after, other, digest);
    if (kind !== undefined) changes.push({ path, kind, ...linkOf(after, path) });
    places?.delete(path);
  }
  for (const path of places?.keys() ?? [])
    if (!isFolder(path)) changes.push({ path, kind: 'added', ...linkOf(after, path) });
  return changes.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Nothing came and nothing went: then the two are compared place by place. */
function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((path, index) => path === b[index]);
}

function placesOf(paths: readonly string[]): Map<string, number> {
  return new Map(paths.map((path, index) => [path, index]));
}

function kindOf(
  before: Snapshot,
  at: number,
  after: Snapshot,
  other: number,
  digest: (path: string) => string,
): 'changed' | 'mode' | undefined {
  const path = before.paths[at] ?? '';
  const differs = statsDiffer(before, at, after, other);
  if (differs !== undefined) return differs === 'mode' ? 'mode' : 'changed';
  const fresh = before.fresh.get(path);
  return fresh === undefined || fresh === digest(path) ? undefined : 'changed';
}

function linkOf(after: Snapshot, path: string): { link: string } | Record<string, never> {
  const link = after.links.get(path);
  return link === undefined ? {} : { link };
}

/** Git knows no folders either: those that come and go are told by what they hold. */
function isFolder(path: string): boolean {
  return path.endsWith('/');
}
