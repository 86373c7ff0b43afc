import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { configFile } from '../../config/load.ts';
import { Failure } from '../../core/failure.ts';
import type { CliProcess } from '../process.ts';

/** The workspace's absolute path: the one that is named, or the nearest folder at or above the current one with a config. */
export function workspaceRoot(cwd: string, named: string | undefined): string {
  if (named !== undefined) return resolve(cwd, named);
  return nearestWorkspace(cwd) ?? cwd;
}

function nearestWorkspace(folder: string): string | undefined {
  if (existsSync(join(folder, configFile))) return folder;
  return dirname(folder) === folder ? undefined : nearestWorkspace(dirname(folder));
}

/** A file that the user named, from the current folder or from the workspace, as a path in the workspace. */
export function pathInWorkspace({ cwd }: Pick<CliProcess, 'cwd'>, root: string, file: string): string {
  const places = [...new Set([resolve(cwd, file), resolve(root, file)])];
  const there = places.filter((place) => existsSync(place));
  const found = there.find((place) => isInside(root, place));
  if (found !== undefined) return relative(root, found).replaceAll(sep, '/');
  throw new Failure({
    code: 'cli.no-such-file',
    what: there.length > 0 ? `${file} is not in the workspace` : `There is no ${file}`,
    why: there.length > 0 ? `it lies outside of ${root}` : 'nothing lies at these paths',
    fix: 'Name a file of the workspace, or another workspace with --workspace DIR.',
    tried: places,
  });
}

/** A path as a person in the current folder would write it. */
export function shownPath(cwd: string, path: string): string {
  return isInside(cwd, path) ? relative(cwd, path) || '.' : path;
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
