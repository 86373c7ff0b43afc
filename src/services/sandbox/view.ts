import { mountOf, type Mount } from './mounts.ts';

/** What a child sees of the machine. Everything that is not named can be read, and neither written nor executed. */
export interface SandboxView {
  /** Files and folders, absolute and without links, that can be read and executed. */
  readonly runnable: readonly string[];
  /** Files and folders that can be written, and not executed. */
  readonly writable: readonly string[];
  /** Files and sockets in whose place nothing stands. */
  readonly hiddenFiles: readonly string[];
  readonly hiddenFolders: readonly string[];
  /** Files in whose place another one stands. */
  readonly covered: readonly Laid[];
  /** Folders that stand in a second place as well, with nothing of theirs covered. */
  readonly again: readonly Laid[];
  /** Names of programs that can be executed in the library folders too. */
  readonly tools: readonly string[];
  /** Whether whatever cannot be written can be executed. */
  readonly anyProgram: boolean;
}

/** What is seen in a place that is there. Absolute, without links. */
export interface Laid {
  readonly at: string;
  readonly from: string;
}

/** A view that restricts nothing but what is there already. */
export const emptyView: SandboxView = {
  runnable: [],
  writable: [],
  hiddenFiles: [],
  hiddenFolders: [],
  covered: [],
  again: [],
  tools: [],
  anyProgram: false,
};

/** A view with the folders of programs below runnable ones that are not to be executed. */
export interface ViewWithInert extends SandboxView {
  readonly inert: readonly string[];
}

type Kind = 'runnable' | 'inert' | 'writable' | 'hidden';

const restrictions: Readonly<Record<Kind, readonly string[]>> = {
  runnable: ['ro'],
  inert: ['ro', 'noexec'],
  writable: ['noexec'],
  hidden: ['ro', 'noexec'],
};

/** File systems that hold no files of anybody's: they stay as they are. */
const system = new Set(
  `autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs
     mqueue nsfs proc pstore rpc_pipefs securityfs sysfs tracefs`.split(/\s+/),
);

/** Shared memory is written by whoever may; nothing in it is executed. */
const shared = '/dev/shm';

/**
 * The lines of an fstab(5) that makes the view, outermost folders first. `empty` is an empty folder. With a folder come the
 * mounts below it: the kernel gives no folder without them, since what they hide would be seen.
 */
export function viewTable(view: ViewWithInert, empty: string, mounts: readonly Mount[]): string {
  const line = (from: string, at: string, kind: Kind): string => {
    const options = new Set(['rbind', ...restrictions[kind], 'nosuid', ...keptOf(from, mounts)]);
    return `${escape(from)} ${escape(at)} none ${[...options].join(',')} 0 0`;
  };
  // mount(8) takes a folder for done that has a mount already: that one is held itself.
  const isMount = new Set(mounts.map(({ target }) => target));
  const own = [...kindsOf(view)].filter(([path, kind]) => kind === 'hidden' || !isMount.has(path));
  const places = own.map(([path, kind]) => line(kind === 'hidden' ? empty : path, path, kind));
  const laid = [...view.again, ...view.covered].map(({ from, at }) => line(from, at, 'runnable'));
  const files = view.hiddenFiles.map((path) => `/dev/null ${escape(path)} none bind,ro,nosuid,noexec 0 0`);
  return `${[...places, ...laid, ...files].join('\n')}\n`;
}

/** What each place of the view is, outermost first. In a hidden folder there is no place for another. */
function kindsOf({ runnable, inert, writable, hiddenFolders }: ViewWithInert): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const path of runnable) kinds.set(path, 'runnable');
  for (const path of inert) kinds.set(path, 'inert');
  for (const path of writable) kinds.set(path, 'writable');
  for (const path of hiddenFolders) kinds.set(path, 'hidden');
  const seen = [...kinds].filter(
    ([path]) => !hiddenFolders.some((folder) => path !== folder && isBelow(path, [folder])),
  );
  return new Map(seen.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Arguments for mount(8) that make all that was there before read-only and, unless any program may run, not executable. A
 * mount in or below a place of the view is held as the place is. The mount that `last` lies on, mount(8)
 * itself, comes last.
 */
export function closeAll(view: ViewWithInert, mounts: readonly Mount[], last: string): readonly (readonly string[])[] {
  const own = mounts.filter(({ type, target }) => !system.has(type) && !isBelow(target, ['/proc', '/sys']));
  const final = mountOf(last, own);
  const kinds = kindsOf(view);
  return [...own.filter((mount) => mount !== final), ...(final === undefined ? [] : [final])].flatMap(({ target }) => {
    const place = innermost(target, [...kinds.keys()]);
    const kind = place === undefined ? undefined : kinds.get(place);
    // Nothing reaches it there.
    if (kind === 'hidden') return [];
    const closed = kind === undefined ? closedAs(target, view.anyProgram) : restrictions[kind];
    return [
      ['-o', [...new Set(['remount', 'bind', ...closed, 'nosuid', ...keptOf(target, mounts)])].join(','), target],
    ];
  });
}

function closedAs(target: string, anyProgram: boolean): readonly string[] {
  if (isBelow(target, [shared])) return ['noexec'];
  return anyProgram ? ['ro'] : ['ro', 'noexec'];
}

/** Whether nothing in a folder can be written, and what is in it can be executed. */
export function isFixed(folder: string, view: SandboxView): boolean {
  if (view.writable.some((path) => isBelow(path, [folder]))) return false;
  const place = innermost(folder, [...view.runnable, ...view.writable]);
  return place !== undefined && view.runnable.includes(place);
}

function innermost(path: string, folders: readonly string[]): string | undefined {
  return folders.filter((folder) => isBelow(path, [folder])).toSorted((a, b) => b.length - a.length)[0];
}

/** Restrictions of the mount that a path lies on cannot be taken back, so they are said again. */
function keptOf(path: string, mounts: readonly Mount[]): readonly string[] {
  const options = mountOf(path, mounts)?.options ?? [];
  return ['nodev', 'ro', 'noexec'].filter((option) => options.includes(option));
}

export function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => folder === '/' || path === folder || path.startsWith(`${folder}/`));
}

function escape(path: string): string {
  return path.replaceAll(/[\s\\#]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
