import { appendFile } from 'node:fs/promises';
import type { ArchivedRecord, EvidenceFile } from '../core/action.ts';
import type { Clock } from '../core/clock.ts';
import { Failure } from '../core/failure.ts';
import { canonicalJson } from '../core/json.ts';
import type { Redactor } from '../core/redactor.ts';
import { sha256 } from '../evidence/digest.ts';
import { fileFailure } from '../services/files/failures.ts';
import { inside } from '../services/files/inside.ts';
import { writeAtomic } from '../services/files/write-atomic.ts';

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
 * Throws Failure `record.holds-secret` before a byte is written, `files.not-writable` and its like.
 */
export async function archiveRecord(
  { root, area, environment = 'workspace' }: ArchivePlace,
  { content, line }: ArchivedRecord,
  { clock, redactor }: { readonly clock: Clock; readonly redactor: Redactor },
): Promise<EvidenceFile> {
  const folder = `${archiveFolder}/${area}/${environment}`;
  const text = `${JSON.stringify(content, undefined, 2)}\n`;
  const index = { file: `${stamp(clock)}.json`, sha256: sha256(text), ...line };
  refuseSecrets(redactor, folder, text + canonicalJson(index));
  const path = `${folder}/${index.file}`;
  await writeAtomic(root, path, text);
  await writeAtomic(root, `${folder}/latest.json`, text);
  await appendLine(root, `${folder}/index.jsonl`, canonicalJson(index));
  return { path, sha256: index.sha256, bytes: Buffer.byteLength(text) };
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

async function appendLine(root: string, path: string, line: string): Promise<void> {
  try {
    await appendFile(await inside(root, path), `${line}\n`);
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(error, path, 'write');
  }
}

/** To the millisecond, as a file's name: two records of one second are two files. */
function stamp(clock: Clock): string {
  return clock.now().toISOString().replaceAll(/[-:.]/gu, '');
}
