import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { sha256 } from '../../../evidence/digest.ts';
import { runFiles } from '../../../evidence/paths.ts';
import { walk } from '../../../services/files/walk.ts';
import type { RunFolder } from '../../folder.ts';
import type { JournalStart } from '../../journal.ts';

/** The run's own folder, in which nobody but Prestage writes. */
export interface EvidenceWatch {
  /** The folder to write to: it remembers what it wrote. */
  readonly folder: RunFolder;
  /** Paths of evidence, relative to the run's folder, that somebody else wrote, changed or removed; each is named once. */
  look(): Promise<readonly string[]>;
  /** Throws Failure `evidence.journal-lost` when the journal on the disk is no longer the one that was written. */
  assertJournal(journal: JournalStart): void;
}

interface Written {
  readonly sha256: string;
  readonly times?: string;
}

/** What is there already is taken to be as it was written: a run that goes on after a cut has been verified before. */
export async function watchEvidence(folder: RunFolder): Promise<EvidenceWatch> {
  const written = new Map<string, Written>();
  const named = new Set<string>();
  const place = (path: string): string => join(folder.absolute, path);
  for (const path of await walk(folder.absolute)) written.set(path, { sha256: digestOf(place(path)) ?? '' });
  written.delete(runFiles.journal);
  return {
    folder: {
      ...folder,
      async write(path, content) {
        const file = await folder.write(path, content);
        const times = timesOf(place(path));
        written.set(path, times === undefined ? { sha256: file.sha256 } : { sha256: file.sha256, times });
        return file;
      },
    },
    async look() {
      const there = (await walk(folder.absolute)).filter((path) => path !== runFiles.journal);
      const strange = there.filter((path) => !written.has(path) || isChanged(place(path), written.get(path)));
      const gone = [...written.keys()].filter((path) => !there.includes(path));
      const found = [...strange, ...gone].filter((path) => !named.has(path)).toSorted();
      for (const path of found) named.add(path);
      return found;
    },
    assertJournal({ head, count }) {
      const lines = linesOf(place(runFiles.journal));
      if (lines?.length === count && sha256(lines.at(-1) ?? '') === head) return;
      throw journalLost(folder, lines === undefined ? 'it is gone' : 'its last line is not the one that was written');
    },
  };
}

/** The bytes are read only where the times say that there was a write. */
function isChanged(path: string, written: Written | undefined): boolean {
  if (written?.times !== undefined && timesOf(path) === written.times) return false;
  return digestOf(path) !== written?.sha256;
}

function timesOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
}

function digestOf(path: string): string | undefined {
  try {
    return sha256(readFileSync(path));
  } catch {
    return undefined;
  }
}

function linesOf(path: string): readonly string[] | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1);
  } catch {
    return undefined;
  }
}

const journalLostCode = 'evidence.journal-lost';

/** Nothing can be added to such a run: there is nothing to go on from. */
export function isJournalLost(failure: Failure): boolean {
  return failure.data.code === journalLostCode;
}

function journalLost(folder: RunFolder, why: string): Failure {
  return new Failure(
    {
      code: journalLostCode,
      what: `Somebody else changed the journal of this run, ${folder.relative}/${runFiles.journal}`,
      why,
      fix: 'The run was stopped: without its journal it proves nothing. Find out which of its programs wrote there, then run the direction again.',
    },
    exitCodes.failed,
  );
}
