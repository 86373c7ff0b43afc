import type { Mode } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { readText, readTextIfThere } from '../../../services/files/read.ts';
import { walk } from '../../../services/files/walk.ts';
import { lineSchema, recordName, recordSchema, type ReadRecord } from './schema.ts';

/** A record as it lies in the archive. */
export interface ArchivedHealth {
  /** In the workspace. */
  readonly path: string;
  readonly sha256: string;
  readonly record: ReadRecord;
}

/** What could not be read, and is therefore not counted. */
export interface UnreadRecord {
  readonly path: string;
  readonly why: string;
}

export interface Archive {
  /** By the moment at which they began. */
  readonly records: readonly ArchivedHealth[];
  readonly unread: readonly UnreadRecord[];
}

export interface ArchiveWish {
  readonly environment: string;
  readonly mode: Mode;
  /** Files from that moment on, as ISO 8601; all when absent. */
  readonly since?: string;
}

/** Where checks leave what they found. */
export const healthFolder = 'artifacts/ops/health';

/**
 * The records of an environment and a mode. A line of the index that breaks off, a file that is cut, and one that is no longer
 * what the index says are named and not counted; a file that the index does not name yet is a record all the same.
 */
export async function readArchive(root: string, { environment, mode, since }: ArchiveWish): Promise<Archive> {
  const folder = `${healthFolder}/${environment}`;
  const { digests, unread } = await readIndex(root, `${folder}/index.jsonl`);
  const first = since === undefined ? '' : stampOf(since);
  const files = (await filesIn(root, folder)).filter((name) => name >= first);
  const gone = [...digests.keys()]
    .filter((name) => name >= first && !files.includes(name))
    .map((name) => ({ path: `${folder}/${name}`, why: 'the index names it, and it is gone' }));
  const read = await Promise.all(files.map(async (name) => readOne(root, `${folder}/${name}`, digests.get(name))));
  const records = read.flatMap((each) => ('record' in each ? [each] : [])).filter(({ record }) => record.mode === mode);
  return {
    records: records.toSorted((a, b) => compare(a.record.startedAt, b.record.startedAt) || compare(a.path, b.path)),
    unread: [...unread, ...gone, ...read.flatMap((each) => ('why' in each ? [each] : []))],
  };
}

async function readIndex(root: string, path: string) {
  const lines = ((await readTextIfThere(root, path)) ?? '').split('\n');
  const digests = new Map<string, string>();
  const unread: UnreadRecord[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const read = lineSchema.safeParse(jsonIn(line));
    if (read.success) digests.set(read.data.file, read.data.sha256);
    else unread.push({ path, why: `line ${index + 1} breaks off or is none of the index` });
  }
  return { digests, unread };
}

async function filesIn(root: string, folder: string): Promise<readonly string[]> {
  try {
    const paths = await walk(root, folder, () => false);
    return paths.map((path) => path.slice(folder.length + 1)).filter((name) => recordName.test(name));
  } catch (error) {
    if (error instanceof Failure && error.data.code === 'files.missing') return [];
    throw error;
  }
}

async function readOne(root: string, path: string, sha256: string | undefined): Promise<ArchivedHealth | UnreadRecord> {
  try {
    const text = await readText(root, path);
    const actual = digestOf(text);
    if (sha256 !== undefined && sha256 !== actual) return { path, why: 'it was changed since the index was written' };
    const read = recordSchema.safeParse(jsonIn(text));
    return read.success
      ? { path, sha256: actual, record: read.data }
      : { path, why: 'it is cut, or no record of health' };
  } catch (error) {
    if (error instanceof Failure) return { path, why: error.data.why };
    throw error;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As the archive names its files: they sort as time does. */
function stampOf(iso: string): string {
  return new Date(iso).toISOString().replaceAll(/[-:.]/gu, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
