import { Failure } from '../../core/failure.ts';
import { linesOf } from './lines.ts';

/** A direction is read by people: a larger one is not one. Bytes. */
const largest = 1024 * 1024;
/** Nor has it lines that no screen shows; the Markdown parser's time grows with their square. UTF-16 units. */
const longestLine = 10_000;
/** Levels that one line opens, and columns that it is indented by. */
const tooDeep = /^(?:(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))){50}|[ \t]{200})/;

/** @throws Failure `direction.too-large` */
export function refuseLarge(bytes: Uint8Array, file: string): void {
  if (bytes.length <= largest) return;
  throw tooLarge(`it has ${count(bytes.length)} bytes; the most is ${count(largest)}`, file, 1);
}

/** @throws Failure `direction.too-large`, `direction.too-deep`, with the line */
export function refuseUnreadable(text: string, file: string): void {
  for (const [index, { start, end }] of linesOf(text).entries()) {
    if (end - start > longestLine) {
      throw tooLarge(`this line has more than ${count(longestLine)} characters`, file, index + 1);
    }
    if (tooDeep.test(text.slice(start, end))) throw nestedTooDeep(file, index + 1);
  }
}

/** The parser and the readers follow nesting by calling themselves: the stack has an end. */
export function nestedTooDeep(file: string, line: number): Failure {
  return new Failure({
    code: 'direction.too-deep',
    what: 'The direction cannot be read',
    why: 'its lists, quotations or marks are nested too deep',
    fix: 'Nest lists two or three levels deep at most',
    file,
    line,
  });
}

function tooLarge(why: string, file: string, line: number): Failure {
  return new Failure({
    code: 'direction.too-large',
    what: 'The direction is too large',
    why,
    fix: 'Split it into several directions, and link to logs and data instead of pasting them',
    file,
    line,
  });
}

function count(number: number): string {
  return number.toLocaleString('en');
}
