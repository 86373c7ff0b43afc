import { existsSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { isBelow } from './view.ts';

/** What loads into programs: it must be executable for any of them to run. */
const libraryFolders = [
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/usr/lib',
  '/usr/lib32',
  '/usr/lib64',
  '/usr/local/lib',
  '/nix/store',
];

/** Where packages keep programs beside their libraries, such as /usr/lib/postgresql/17/bin. */
const ofPrograms = /^(?:s?bin|libexec)$/;

/** How far below a library folder such a folder is looked for. */
const deepest = 4;

export interface Libraries {
  readonly folders: readonly string[];
  /** Folders of programs below them. In /nix/store, where every program lies, none is told from the others. */
  readonly programs: readonly string[];
}

export function findLibraries(): Libraries {
  const there = libraryFolders.filter((folder) => statSync(folder, { throwIfNoEntry: false }) !== undefined);
  const folders = [...new Set(there.map((folder) => realpathSync(folder)))];
  const searched = folders.filter((folder) => folder !== '/nix/store');
  return { folders, programs: searched.flatMap((folder) => programsBelow(folder, deepest)) };
}

/** Folders of programs, but for those of a package that an allowed program is a part of; and the allowed ones in the rest. */
export function inertFolders(
  { folders, programs }: Libraries,
  runnable: readonly string[],
  tools: readonly string[],
): { readonly inert: readonly string[]; readonly runnable: readonly string[] } {
  const packages = programs.map((folder) => ({ folder, root: packageOf(folder, folders) }));
  const inert = packages
    .filter(({ root }) => !runnable.some((path) => isBelow(path, [root])))
    .map(({ folder }) => folder);
  const named = inert.flatMap((folder) => tools.map((name) => join(folder, name)));
  return { inert, runnable: named.filter((path) => existsSync(path)).map((path) => realpathSync(path)) };
}

/** The folder right below the library folder. */
function packageOf(path: string, folders: readonly string[]): string {
  const library = folders.find((folder) => isBelow(path, [folder])) ?? '';
  return join(library, path.slice(library.length + 1).split('/')[0] ?? '');
}

function programsBelow(folder: string, depth: number): string[] {
  return foldersIn(folder).flatMap(({ name }) => {
    const path = join(folder, name);
    if (ofPrograms.test(name)) return [path];
    // npm and its like are scripts, and call one another.
    return depth === 1 || name === 'node_modules' ? [] : programsBelow(path, depth - 1);
  });
}

function foldersIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  } catch {
    return [];
  }
}
