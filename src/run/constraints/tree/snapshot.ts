import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Dirent, type Stats } from 'node:fs';
import { codeOf } from '../../../services/files/failures.ts';

/** Numbers that tell one state of a path from another; five a path, in the order of `paths`. */
const perPath = 5;

/**
 * Every path below some folders as it stood at one moment: files, links and folders, whatever git thinks of them. Made of
 * what the file system says of them; bytes are read only where its clock cannot tell two writes apart.
 */
export interface Snapshot {
  /** Folders end in `/`. In the order in which they were met. */
  readonly paths: readonly string[];
  readonly stats: Float64Array;
  /** Where symbolic links lead, as they have it. */
  readonly links: ReadonlyMap<string, string>;
  /** Digests of files that were written so lately that another write could leave the same times. */
  readonly fresh: ReadonlyMap<string, string>;
}

/** What is looked at: a folder or file, absolute, and what its paths are called. */
export interface Root {
  readonly place: string;
  /** Stands before each path: `` for the workspace, `.git/` for its repository. */
  readonly label: string;
  /** Paths, as they are called, that are left out with all that is below them. */
  readonly leaveOut: (path: string) => boolean;
}

/** File systems keep times in steps of up to a clock tick; twice that is on the safe side. */
const tickMs = 20;
/** A fresh file that is larger than this is told by its times and size alone. */
const mostFreshBytes = 16 * 1024 * 1024;

/** Looks at all roots, synchronously: 50,000 files take about 150 ms of one core. */
export function takeSnapshot(roots: readonly Root[], now: () => number = Date.now): Snapshot {
  const builder = new SnapshotBuilder(now() - tickMs);
  for (const root of roots) builder.look(root);
  return builder.done();
}

class SnapshotBuilder {
  readonly #paths: string[] = [];
  #stats = new Float64Array(1_024 * perPath);
  readonly #links = new Map<string, string>();
  readonly #fresh = new Map<string, string>();
  readonly #freshSince: number;

  constructor(freshSince: number) {
    this.#freshSince = freshSince;
  }

  look({ place, label, leaveOut }: Root): void {
    const waiting: [place: string, label: string][] = [[place, label]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [folder, name] = next;
      for (const entry of entriesOf(folder)) {
        const path = name + entry.name;
        if (leaveOut(path)) continue;
        const absolute = `${folder}/${entry.name}`;
        const isFolder = entry.isDirectory();
        this.#add(isFolder ? `${path}/` : path, absolute, isFolder);
        if (isFolder) waiting.push([absolute, `${path}/`]);
      }
    }
  }

  done(): Snapshot {
    const stats = this.#stats.subarray(0, this.#paths.length * perPath);
    return { paths: this.#paths, stats, links: this.#links, fresh: this.#fresh };
  }

  #add(path: string, absolute: string, isFolder: boolean): void {
    const stat = statOf(absolute);
    if (stat === undefined) return;
    const at = this.#paths.length * perPath;
    if (at === this.#stats.length) this.#grow();
    this.#stats[at] = stat.mode;
    // What a folder holds says itself; its times and size would say it again.
    this.#stats[at + 1] = isFolder ? 0 : stat.size;
    this.#stats[at + 2] = isFolder ? 0 : stat.ino;
    this.#stats[at + 3] = isFolder ? 0 : stat.mtimeMs;
    this.#stats[at + 4] = isFolder ? 0 : stat.ctimeMs;
    this.#paths.push(path);
    if (stat.isSymbolicLink()) this.#links.set(path, targetOf(absolute));
    else if (stat.ctimeMs >= this.#freshSince && stat.isFile() && stat.size <= mostFreshBytes)
      this.#fresh.set(path, digestOf(absolute));
  }

  #grow(): void {
    const larger = new Float64Array(this.#stats.length * 2);
    larger.set(this.#stats);
    this.#stats = larger;
  }
}

/** What differs between two looks at a path; undefined when nothing does. */
export function statsDiffer(
  before: Snapshot,
  at: number,
  after: Snapshot,
  other: number,
): 'mode' | 'content' | undefined {
  const [a, b] = [at * perPath, other * perPath];
  for (let part = 1; part < perPath; part += 1)
    if (before.stats[a + part] !== after.stats[b + part])
      return before.stats[a] === after.stats[b] ? 'content' : kindOf(before.stats, a, after.stats, b);
  return before.stats[a] === after.stats[b] ? undefined : 'mode';
}

/** A change of the mode alone leaves size, inode and the time of the last write. */
function kindOf(before: Float64Array, a: number, after: Float64Array, b: number): 'mode' | 'content' {
  const sameContent = [1, 2, 3].every((part) => before[a + part] === after[b + part]);
  return sameContent ? 'mode' : 'content';
}

/** A folder that cannot be read, or that is gone, has nothing that could be named. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return [];
  }
}

/** Undefined for what went away while we looked. */
function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function targetOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

export function digestOf(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch (error) {
    return codeOf(error) ?? 'unreadable';
  }
}
