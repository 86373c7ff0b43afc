import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import picomatch from 'picomatch';
import { modulesFrom } from '../../services/npm/modules.ts';
import { emptyView, isBelow, type SandboxView } from '../../services/sandbox/view.ts';
import { runsFolder } from '../folder.ts';
import { leadsOut } from './tree/roots.ts';
import { pathTest } from './tree/allowed-paths.ts';
import type { Shims } from './workplace.ts';

export interface ViewInput {
  readonly root: string;
  /** Paths and globs of the workspace that may be written. */
  readonly allowed: readonly string[];
  /** Folders and files with credentials that no child may read, absolute. */
  readonly hidden: readonly string[];
  /** Whether anything at all may be executed, since the order limits no tools. */
  readonly anyProgram: boolean;
  readonly env: Readonly<Record<string, string>>;
  readonly temporary: string;
}

/** A folder with more than this beside an allowed file is left writable as a whole: the tree is compared all the same. */
const mostNeighbours = 400;

/** Sockets with which a child could have somebody else do what it may not. */
const sockets = [
  '/run/docker.sock',
  '/run/podman/podman.sock',
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
];

/** The workspace as its children may see it: all of it to read and execute, what is allowed to write. */
export function sandboxView({ root, allowed, hidden, anyProgram, env, temporary }: ViewInput): SandboxView {
  const places = allowed.map((pattern) => placeFor(root, pattern));
  const folders = new Set(places.map(({ folder }) => join(root, folder)));
  const whole = new Set(places.filter(({ isWhole }) => isWhole).map(({ folder }) => join(root, folder)));
  const neighbours = [...folders]
    .filter((folder) => !whole.has(folder))
    .flatMap((folder) => neighboursIn(root, folder, allowed));
  const own = [join(root, '.git'), join(root, runsFolder)];
  const homes = [env['HOME'], env['TMPDIR'], temporary].filter((path) => path !== undefined && existsSync(path));
  const keys = ancestors(root).map((folder) => join(folder, '.prestage/keys'));
  const closed = real([...keys, ...sockets, ...hidden]).filter((path) => !isBelow(root, [path]));
  return {
    ...emptyView,
    runnable: real([root, ...modulesOf(root), ...own, ...neighbours]),
    writable: real([...homes.filter((path) => path !== undefined), ...folders]),
    hiddenFolders: closed.filter(isFolder),
    hiddenFiles: closed.filter((path) => !isFolder(path)),
    anyProgram,
  };
}

/** The same with what an order's tools need: their programs, and shims in the places of those that packages bring. */
export function withTools(
  view: SandboxView,
  { programs, interpreters, covers }: Shims,
  workplace: string,
): SandboxView {
  return {
    ...view,
    runnable: [...view.runnable, ...real([...programs.values(), ...interpreters, workplace])],
    tools: [...programs.keys()],
    covered: covers.covered,
    again: covers.again,
  };
}

/** A folder that stands open, whole or but for what it holds already and is not allowed. */
interface Place {
  /** Relative to the root; `` is the root. */
  readonly folder: string;
  readonly isWhole: boolean;
}

function placeFor(root: string, pattern: string): Place {
  const { base, glob, isGlob } = picomatch.scan(pattern.replace(/\/+$/, ''));
  if (!isGlob && isFolder(join(root, pattern))) return { folder: base, isWhole: true };
  const wanted = isGlob ? base : dirname(base);
  const folder = nearest(root, wanted === '.' ? '' : wanted);
  return { folder, isWhole: isGlob && folder === wanted && folder !== '' && glob.includes('/') };
}

function nearest(root: string, folder: string): string {
  if (folder === '' || isFolder(join(root, folder))) return folder;
  const parent = dirname(folder);
  return nearest(root, parent === '.' ? '' : parent);
}

/** What is in the folder and must stay as it is. A link cannot be held: it is told by the tree. */
function neighboursIn(root: string, folder: string, allowed: readonly string[]): string[] {
  const isAllowed = pathTest(allowed);
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isSymbolicLink());
  if (entries.length > mostNeighbours) return [];
  const paths = entries.map((entry) => join(folder, entry.name));
  return paths.filter((path) => !isAllowed(path.slice(root.length + 1)));
}

/** Packages that are linked in from elsewhere, or lie above the workspace, are executed, and not written. */
function modulesOf(root: string): readonly string[] {
  return modulesFrom(root).flatMap((modules) => leadsOut(root, relative(root, modules)) ?? []);
}

function ancestors(folder: string): readonly string[] {
  return dirname(folder) === folder ? [folder] : [folder, ...ancestors(dirname(folder))];
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function real(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.filter((path) => existsSync(path)).map((path) => realpathSync(path)))];
}
