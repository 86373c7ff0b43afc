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
  /** Whether whatever cannot be written can be executed. */
  readonly anyProgram: boolean;
}

/** File systems that hold no files of anybody's: they stay as they are. */
const system = new Set(
  `autofs binfmt_misc bpf cgroup cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs
     mqueue nsfs proc pstore rpc_pipefs securityfs sysfs tracefs`.split(/\s+/),
);

/** Shared memory is written by whoever may; nothing in it is executed. */
const shared = '/dev/shm';

/** The lines of an fstab(5) that makes the view, outermost folders first. `empty` is an empty folder. */
export function viewTable(view: SandboxView, empty: string, mounts: readonly Mount[]): string {
  const entries = new Map<string, string>();
  const add = (source: string, target: string, options: readonly string[]): unknown =>
    entries.set(target, `${escape(source)} ${escape(target)} none ${['bind', ...options].join(',')} 0 0`);
  for (const path of view.runnable) add(path, path, ['ro', 'nosuid', ...keptOf(path, mounts, ['noexec'])]);
  for (const path of view.writable) add(path, path, ['noexec', 'nosuid', ...keptOf(path, mounts, ['ro'])]);
  for (const path of view.hiddenFolders) add(empty, path, ['ro', 'nosuid', 'noexec', ...keptOf(empty, mounts)]);
  for (const path of view.hiddenFiles) add('/dev/null', path, ['ro', 'nosuid', 'noexec']);
  const lines = [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return `${lines.join('\n')}\n`;
}

/**
 * Arguments for mount(8) that make all that was there before read-only and, unless any program may run, not executable. The
 * mount that `last` lies on, mount(8) itself, comes last.
 */
export function closeAll(mounts: readonly Mount[], anyProgram: boolean, last: string): readonly (readonly string[])[] {
  const own = mounts.filter(({ type, target }) => !system.has(type) && !isBelow(target, ['/proc', '/sys']));
  const final = mountOf(last, own);
  return [...own.filter((mount) => mount !== final), ...(final === undefined ? [] : [final])].map(({ target }) => {
    const isShared = isBelow(target, [shared]);
    const closed = [...(isShared ? [] : ['ro']), ...(anyProgram && !isShared ? [] : ['noexec'])];
    const kept = keptOf(target, mounts, anyProgram ? ['noexec'] : []);
    return ['-o', ['remount', 'bind', ...closed, 'nosuid', ...kept].join(','), target];
  });
}

/** Restrictions of the mount that a path lies on cannot be taken back, so they are said again. */
function keptOf(path: string, mounts: readonly Mount[], also: readonly string[] = []): readonly string[] {
  const options = mountOf(path, mounts)?.options ?? [];
  return ['nodev', ...also].filter((option) => options.includes(option));
}

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function escape(path: string): string {
  return path.replaceAll(/[\s\\#]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
