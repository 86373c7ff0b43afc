import type { FailureData } from '../../../core/failure.ts';
import type { Look } from '../port.ts';
import { safeLine, safeLines } from '../../../core/untrusted.ts';
import { wrap } from '../words/width.ts';

const labelWidth = 7;
const leastWidth = 30;
const mostWidth = 100;

/** What a person who has just been stopped reads: what, where, why, what was tried, and what to do now. */
export function failureLines(failure: FailureData, look: Look): readonly string[] {
  return [
    ...whatLines(failure.what, look),
    ...labelled('at', place(failure), look),
    ...labelled('why', failure.why, look),
    ...(failure.tried ?? []).flatMap((tried, index) => labelled(index === 0 ? 'tried' : '', tried, look)),
    ...labelled('fix', failure.fix, look),
    ...labelled('code', failure.code, look),
    ...(failure.problems ?? []).flatMap((problem) => ['', ...indented(failureLines(problem, narrower(look)))]),
  ];
}

function whatLines(what: string, { palette, columns }: Look): readonly string[] {
  const lines = wrap(safeLine(what), Math.max(leastWidth, columns - 3)).map((line) => palette('bold', line));
  return lines.map((line, index) => `${index === 0 ? palette('red', '✗') : ' '} ${line}`);
}

/** Problems found at once stand under the failure that sums them up. */
function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function narrower(look: Look): Look {
  return { ...look, columns: look.columns - 2 };
}

/** `docs/directions/devops.md:12`, which editors and terminals open. */
export function place(at: { readonly file?: string; readonly line?: number }): string {
  if (at.file === undefined) return '';
  return at.line === undefined ? at.file : `${at.file}:${at.line}`;
}

function labelled(label: string, text: string, look: Look): readonly string[] {
  if (text === '') return [];
  const width = Math.max(leastWidth, Math.min(look.columns, mostWidth) - labelWidth - 3);
  const lines = safeLines(text).flatMap((line) => wrap(line, width));
  return lines.map((line, index) => `  ${look.palette('dim', (index === 0 ? label : '').padEnd(labelWidth))}${line}`);
}
