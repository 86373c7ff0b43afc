import { digestOf } from '../../../services/files/digest.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';

/** A section of a feedback file that Prestage wrote for one run. Entries are added and never rewritten. */
export type Entry = {
  /** The whole heading line; with the run's id in it, so that it stands once. */
  readonly heading: string;
  /** The lines below it. */
  readonly lines: readonly string[];
};

/** The text of an entry as it stands in a file, its heading with it; undefined when there is none. */
function findEntry(text: string, heading: string): string | undefined {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const start = lines.indexOf(heading);
  if (start === -1) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => /^#{1,2} /.test(line));
  return lines
    .slice(start, length === -1 ? undefined : start + 1 + length)
    .join('\n')
    .trim();
}

function entryText(entry: Entry): string {
  return [entry.heading, '', ...entry.lines].join('\n').trim();
}

/** The file with the entry at its end. Throws Failure `feedback.entry-edited` when the run's entry reads otherwise. */
export function withEntry(file: string, text: string | undefined, title: string, entry: Entry): string {
  const before = text === undefined || text.trim() === '' ? `# ${title}\n` : text;
  const there = findEntry(before, entry.heading);
  if (there === entryText(entry)) return before;
  if (there !== undefined) throw entryEdited(file, entry);
  const added = `\n\n${entryText(entry)}\n`;
  return before.trimEnd() + (before.includes('\r\n') ? added.replaceAll('\n', '\r\n') : added);
}

/** Why the file does not hold the entry below all that it held before; undefined when it does. */
export function faultOfEntry(text: string | undefined, before: Before, entry: Entry): string | undefined {
  if (text === undefined) return 'the file is not there';
  const kept = text.slice(0, before.length);
  if (digestOf(kept) !== before.sha256) return 'what the file held before is no longer what it was';
  const there = findEntry(text, entry.heading);
  if (there === undefined) return `it holds no section "${entry.heading.replace(/^#+ /, '')}"`;
  return there === entryText(entry) ? undefined : 'the section of this run reads otherwise than the journal';
}

/** What a file held, the white space at its end left out. */
export type Before = { readonly length: number; readonly sha256: string };

export function beforeOf(text: string | undefined): Before {
  const kept = (text ?? '').trimEnd();
  return { length: kept.length, sha256: digestOf(kept) };
}

function entryEdited(file: string, entry: Entry): Failure {
  return new Failure(
    {
      code: 'feedback.entry-edited',
      what: `${file} holds an entry of this run that reads otherwise`,
      why: 'entries are added and never rewritten',
      fix: `Take the section "${entry.heading.replace(/^#+ /, '')}" out, or put it back as it was (\`git diff ${file}\`).`,
      file,
    },
    exitCodes.failed,
  );
}
