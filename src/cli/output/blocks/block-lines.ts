import type { Verdict } from '../../../core/verdict.ts';
import type { Block, Look } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { wrap } from '../words/width.ts';
import { verdictMark, verdictWord } from '../words/verdict.ts';
import { closingLine } from './closing-line.ts';
import { closingLines } from './closing.ts';
import { failureLines } from './failure-lines.ts';
import { findingLines } from './finding-lines.ts';
import { recordLines } from './record-lines.ts';
import { tableLines } from './table-lines.ts';

/** A block as lines of text. */
export function blockLines(block: Block, look: Look): readonly string[] {
  if (block.kind === 'line') return wrap(safeLine(block.text), look.columns - 1);
  if (block.kind === 'note')
    return wrap(safeLine(block.text), look.columns - 1).map((line) => look.palette('dim', line));
  if (block.kind === 'command') return [`  ${safeLine(block.text)}`];
  if (block.kind === 'text') return block.text.replace(/\n$/u, '').split('\n');
  if (block.kind === 'table') return tableLines(block.head, block.rows, look);
  if (block.kind === 'findings') return findingLines(block.findings, look);
  if (block.kind === 'failure') return failureLines(block.failure, look);
  if (block.kind === 'verdict') return [verdictLine(block.verdict, block.text, look)];
  return [
    ...recordLines(block.record, look),
    ...closingLines(block.record, block.page, look),
    closingLine('files', safeLine(block.folder), look),
  ];
}

function verdictLine(verdict: Verdict, text: string, { palette }: Look): string {
  return `${verdictMark(verdict, palette)} ${verdictWord(verdict, palette)}  ${safeLine(text)}`;
}
