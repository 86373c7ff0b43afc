import type { Change, Outcome } from '../../../core/action.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { changesOf, planFile, writePlanned, type PlannedFile } from '../../planned-file.ts';
import { beforeOf, faultOfEntry, withEntry, type Before, type Entry } from './append.ts';

/** An entry to add to a file, as plain data. */
export type PlannedEntry = { readonly file: PlannedFile; readonly entry: Entry; readonly before: Before };

export async function planEntry(
  root: string,
  path: string,
  title: string,
  entry: Entry,
): Promise<{ changes: readonly Change[]; data: PlannedEntry }> {
  const text = await readTextIfThere(root, path);
  const file = await planFile(root, path, withEntry(path, text, title, entry));
  return { changes: changesOf(file, 'add an entry at its end'), data: { file, entry, before: beforeOf(text) } };
}

export async function applyEntry(root: string, planned: PlannedEntry): Promise<void> {
  await writePlanned(root, planned.file);
}

/** Reads the file again: the entry stands as the journal has it, and below all that stood there before. */
export async function verifyEntry(root: string, planned: PlannedEntry, entry: Entry): Promise<Outcome> {
  const { path } = planned.file;
  const fault = faultOfEntry(await readTextIfThere(root, path), planned.before, entry);
  if (fault !== undefined) return { verdict: 'failed', reason: `${path}: ${fault}` };
  return { verdict: 'verified', facts: { file: path, section: entry.heading.replace(/^#+ /, '') } };
}
