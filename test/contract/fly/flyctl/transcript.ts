import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One call of flyctl's and how it was answered. Values that were made up meanwhile stand as `{nonce@7}`: of the answer to call 7. */
export interface Exchange {
  /** Milliseconds from the first call until it came, and from there to its answer. */
  readonly at: number;
  readonly took: number;
  readonly method: string;
  readonly path: string;
  /** Of the lease, if there was one. */
  readonly nonce?: string;
  readonly body?: unknown;
  readonly status: number;
}

export interface Transcript {
  readonly flyctl: string;
  readonly exchanges: readonly Exchange[];
}

const folder = join(import.meta.dirname, 'transcripts');

export async function readTranscript(name: string): Promise<Transcript> {
  const read: Transcript = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
  return read;
}

export async function writeTranscript(name: string, transcript: Transcript): Promise<void> {
  await writeFile(join(folder, `${name}.json`), `${JSON.stringify(transcript, undefined, 1)}\n`);
}

/** What an answer tells that later calls name, by its kind. */
export function madeUp(method: string, path: string, answer: unknown): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  const note = (kind: string, value: unknown) => typeof value === 'string' && made.set(kind, value);
  if (method !== 'POST' || !isRecord(answer)) return made;
  if (isRecord(answer['data'])) note('nonce', answer['data']['nonce']);
  if (isRecord(answer['release'])) note('release', answer['release']['id']);
  if (!path.endsWith('/machines')) return made;
  note('machine', answer['id']);
  note('nonce', answer['nonce']);
  return made;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every value by its name, or every name by its value. */
export function exchanged(text: string, pairs: Iterable<readonly [from: string, to: string]>): string {
  let changed = text;
  for (const [from, to] of pairs) changed = changed.replaceAll(from, to);
  return changed;
}
