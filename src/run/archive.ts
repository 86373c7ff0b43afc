import { readdir } from 'node:fs/promises';
import { posix } from 'node:path';
import type { ArchivedRecord, EvidenceFile } from '../core/action.ts';
import type { Clock } from '../core/clock.ts';
import { Failure } from '../core/failure.ts';
import { canonicalJson } from '../core/json.ts';
import type { Redactor } from '../core/redactor.ts';
import { sha256 } from '../evidence/digest.ts';
import { appendLine } from '../services/files/append-line.ts';
import { inside } from '../services/files/inside.ts';
import { readText } from '../services/files/read.ts';
import { writeAtomic } from '../services/files/write-atomic.ts';
import { writeNew } from '../services/files/write-new.ts';

/** Where records that outlive a run lie in a workspace. */
export const archiveFolder = 'artifacts/ops';

export interface ArchivePlace {
  readonly root: string;
  readonly area: string;
  /** `workspace` when absent. */
  readonly environment: string | undefined;
}

/**
 * Archives a record: its own file first, then `latest.json`, then its line in the index, so that what the index names is there.
 * Others may archive at the same moment: each record has a file of its own, and `latest.json` ends as the newest of them.
 * Throws Failure `record.holds-secret` before a byte is written, `files.not-writable` and its like.
 */
export async function archiveRecord(
  { root, area, environment = 'workspace' }: ArchivePlace,
  { content, line }: ArchivedRecord,
  { clock, redactor }: { readonly clock: Clock; readonly redactor: Redactor },
): Promise<EvidenceFile> {
  const folder = `${archiveFolder}/${area}/${environment}`;
  const text = `${JSON.stringify(content, undefined, 2)}\n`;
  const digest = sha256(text);
  refuseSecrets(redactor, folder, text + canonicalJson(line));
  const file = await writeUnderOwnName(root, folder, stamp(clock), text);
  await renewLatest(root, folder, file, text);
  await appendLine(root, `${folder}/index.jsonl`, canonicalJson({ file, sha256: digest, ...line }));
  return { path: `${folder}/${file}`, sha256: digest, bytes: Buffer.byteLength(text) };
}

/** All that was written for a record, by its own path. */
export function filesOf(path: string): readonly string[] {
  const folder = posix.dirname(path);
  return [path, `${folder}/latest.json`, `${folder}/index.jsonl`];
}

/** Of two records of one millisecond the second has `-2` in its name. */
async function writeUnderOwnName(root: string, folder: string, stamp: string, text: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const file = `${stamp}${count === 1 ? '' : `-${count}`}.json`;
    if (await writeNew(root, `${folder}/${file}`, text)) return file;
  }
}

/** Looks again after it has written: whoever was overtaken puts the newer one there. */
async function renewLatest(root: string, folder: string, own: string, ownText: string): Promise<void> {
  let written = '';
  for (let newest = await newestIn(root, folder); newest !== written; newest = await newestIn(root, folder)) {
    const text = newest === own ? ownText : await readText(root, `${folder}/${newest}`);
    await writeAtomic(root, `${folder}/latest.json`, text);
    written = newest;
  }
}

async function newestIn(root: string, folder: string): Promise<string> {
  const names = await readdir(await inside(root, folder));
  const records = names.filter((name) => /^\d{8}T\d{9}Z(?:-\d+)?\.json$/.test(name));
  return records.reduce((newest, name) => (isNewer(name, newest) ? name : newest), '');
}

function isNewer(name: string, other: string): boolean {
  const [[stamp, count], [otherStamp, otherCount]] = [partsOf(name), partsOf(other)];
  return stamp === otherStamp ? count > otherCount : stamp > otherStamp;
}

function partsOf(name: string): readonly [string, number] {
  const [stamp = '', count = '1'] = name.replace('.json', '').split('-');
  return [stamp, Number(count)];
}

/** The same without a byte written: what a dry run names. */
export function nameRecord(
  { area, environment = 'workspace' }: ArchivePlace,
  { content }: ArchivedRecord,
): EvidenceFile {
  const text = `${JSON.stringify(content, undefined, 2)}\n`;
  return {
    path: `${archiveFolder}/${area}/${environment}/latest.json`,
    sha256: sha256(text),
    bytes: Buffer.byteLength(text),
  };
}

/** A record is made of fields that were allowed by name: a secret in it is a fault of whoever allowed them, and is not hidden. */
function refuseSecrets(redactor: Redactor, folder: string, text: string): void {
  if (redactor.text(text) === text) return;
  throw new Failure({
    code: 'record.holds-secret',
    what: `The record for ${folder} is not written`,
    why: 'a known secret, or what looks like one, is in it',
    fix: 'Take the field that holds it out of what the check keeps (`fields` in prestage.config.ts).',
  });
}

/** To the millisecond, as a file's name: two records of one second are two files. */
function stamp(clock: Clock): string {
  return clock.now().toISOString().replaceAll(/[-:.]/gu, '');
}
