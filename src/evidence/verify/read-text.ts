import { readUtf8 } from '../canonical.ts';
import { evidenceFailure } from '../evidence-failure.ts';
import { restore } from './finding.ts';
import type { FileOnDisk } from './walk.ts';

/** The text of a file whose content was kept. Throws a Failure when its bytes are no UTF-8. */
export function readText(file: FileOnDisk): string {
  const text = readUtf8(file.content ?? new Uint8Array());
  if (text !== undefined) return text;
  throw evidenceFailure({ code: 'evidence.not-utf8', what: 'It cannot be read', why: 'it is not UTF-8', fix: restore });
}
