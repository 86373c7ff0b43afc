import { runFiles } from '../paths.ts';
import { restore, type Report } from './finding.ts';
import type { OpenSeal } from './seals.ts';
import type { FileOnDisk } from './walk.ts';

/** Compares the folder with what its newest seal names: changed, missing and unexpected files, each by name. */
export function checkFiles(seal: OpenSeal, disk: ReadonlyMap<string, FileOnDisk>, report: Report): void {
  for (const [path, sha256] of seal.files) {
    const file = disk.get(path);
    if (!file)
      report({
        file: path,
        code: 'evidence.file-missing',
        what: `${seal.path} names it, and it is gone`,
        fix: restore,
      });
    else if (file.sha256 !== sha256) report(changed(path, seal));
  }
  for (const path of disk.keys())
    if (!path.startsWith('seals/') && !seal.files.has(path)) report(unexpected(path, seal));
  for (const path of [runFiles.journal, runFiles.direction]) if (!seal.files.has(path)) report(unsealed(path, seal));
}

function changed(path: string, seal: OpenSeal) {
  const what = `Its bytes are not those that ${seal.path} names`;
  return { file: path, code: 'evidence.file-changed', what, fix: restore };
}

function unexpected(path: string, seal: OpenSeal) {
  const what = `It came after ${seal.path}, which does not name it`;
  const fix = 'Remove it from the run’s folder: what no seal names proves nothing.';
  return { file: path, code: 'evidence.file-unexpected', what, fix };
}

function unsealed(path: string, seal: OpenSeal) {
  const what = `${seal.path} does not name it, and every run has one`;
  return { file: path, code: 'evidence.file-unsealed', what, fix: 'Run the direction again with a newer Prestage.' };
}
