import { unquoted } from '../../../services/git/quoted.ts';

/** The lines that a file gains, and where each of them stands in it. */
export interface AddedText {
  readonly path: string;
  readonly text: string;
  /** Line numbers in the head's file, one for each line of `text`. */
  readonly lines: readonly number[];
  /** Lines of the head's file in which a marker of redaction stands by itself, one for each time. */
  readonly marked?: readonly number[];
}

interface Growing {
  path: string;
  readonly text: string[];
  readonly lines: number[];
  /** Where the next added line stands; 0 before the first hunk. */
  next: number;
}

/**
 * Reads `git diff --unified=0`. Within a hunk every line of a file has a sign before it, so that no content can pass for a
 * header. The counts of a hunk's header are not relied on: a private key comes redacted, as one line for many.
 */
export function parseAdded(diff: string): readonly AddedText[] {
  const files: Growing[] = [];
  for (const line of diff.split('\n')) take(line, files);
  return files
    .filter(({ text }) => text.length > 0)
    .map(({ path, text, lines }) => ({ path, lines, text: text.join('\n') }));
}

function take(line: string, files: Growing[]): void {
  if (line.startsWith('diff --git ')) files.push({ path: '', text: [], lines: [], next: 0 });
  const file = files.at(-1);
  if (file === undefined) return;
  const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)/u.exec(line);
  if (hunk !== null) file.next = Number(hunk[1]);
  else if (line.startsWith('+') && file.next > 0) {
    file.text.push(line.slice(1));
    file.lines.push(file.next);
    file.next += 1;
  } else if (line.startsWith('+++ ')) file.path = pathOf(line.slice(4));
}

function pathOf(written: string): string {
  // Git ends a name that has a space in it with a tab.
  return unquoted(written.replace(/\t$/u, '')).name.replace(/^b\//u, '');
}
