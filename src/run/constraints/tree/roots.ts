import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { succeeded, type Exec } from '../../../core/command.ts';
import type { Root } from './snapshot.ts';

/** Prestage's own folder in a workspace: rehearsals, keys. It keeps itself out of git, and is never counted. */
const ownFolder = '.prestage';

/** The workspace without its repository, Prestage's folder and the evidence of this run. */
export function workspaceRoot(root: string, evidence: string): Root {
  const left = new Set(['.git', ownFolder, evidence]);
  return { place: root, label: '', leaveOut: (path) => left.has(path) };
}

/** Of a repository, what makes later commands do something else, and what commits move; not its objects, index and logs. */
const config = String.raw`config|config\.worktree|hooks|info|objects|objects/info|modules`;
const moved = String.raw`HEAD|packed-refs|refs|refs/heads|refs/tags`;
const inside = /^(?:objects\/info|hooks|info|modules|refs\/heads|refs\/tags)\//;
const noise = /^modules\/.*\/(?:objects|index|logs|refs|HEAD|ORIG_HEAD|FETCH_HEAD|packed-refs)(?:\/|$)/;

/**
 * The repository's folders: a work tree that is not the first has one of its own, and what it shares with the others, whose
 * commits are not ours. Empty when git does not say.
 */
export async function repositoryRoots(exec: Exec): Promise<readonly Root[]> {
  const args = ['rev-parse', '--path-format=absolute', '--git-dir', '--git-common-dir'];
  const result = await exec({ program: 'git', args });
  if (!succeeded(result)) return [];
  const [own = '', shared = own] = result.stdout.split('\n').filter((line) => line !== '');
  const first = repositoryRoot(own, '.git/', `${config}|${moved}`);
  return own === shared ? [first] : [first, repositoryRoot(shared, '.git/commondir/', config)];
}

function repositoryRoot(place: string, label: string, told: string): Root {
  const isTold = new RegExp(`^(?:${told})$`);
  const leaveOut = (path: string): boolean => {
    const name = path.slice(label.length);
    return noise.test(name) || (!isTold.test(name) && !inside.test(name));
  };
  return { place, label, leaveOut };
}

/** Where a link in a folder of the workspace really leads, when that is outside of it. */
export function leadsOut(root: string, path: string): string | undefined {
  try {
    const real = realpathSync(join(root, path));
    return isBelow(real, realpathSync(root)) ? undefined : real;
  } catch {
    return danglesOut(root, path);
  }
}

/** A link to nothing yet can be written through. */
function danglesOut(root: string, path: string): string | undefined {
  try {
    const target = join(realpathSync(join(root, path, '..')), readlinkSync(join(root, path)));
    const absolute = readlinkSync(join(root, path)).startsWith('/') ? readlinkSync(join(root, path)) : target;
    return isBelow(absolute, realpathSync(root)) ? undefined : absolute;
  } catch {
    return undefined;
  }
}

/** The folders that links of the workspace lead out to; a change there is somebody's, not surely ours. */
export function linkedRoots(root: string, links: ReadonlyMap<string, string>): readonly Root[] {
  const roots = new Map<string, Root>();
  for (const path of links.keys()) {
    const place = leadsOut(root, path);
    if (place === undefined || roots.has(place) || isBelow(root, place) || !isFolder(place)) continue;
    roots.set(place, { place, label: `${path}/`, leaveOut: () => false });
  }
  return [...roots.values()];
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
