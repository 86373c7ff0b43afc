import type { Swing } from './which.ts';

/** Absent is all of them; what begins with `not` is missing from all of them. */
export function compareColumns(meant: readonly string[] | undefined, found: readonly string[] | undefined): Swing {
  const [before, now] = [read(meant), read(found)];
  if (before.whole && now.whole)
    return {
      more: before.not.filter((each) => !covers(now.not, each)),
      fewer: now.not.filter((each) => !covers(before.not, each)),
    };
  if (now.whole) return { more: [['every column', ...now.not.map((each) => `not ${each}`)].join(' but ')], fewer: [] };
  const more = before.whole
    ? now.only.filter((each) => covers(before.not, each) || before.not.some((not) => covers([each], not)))
    : now.only.filter((each) => !covers(before.only, each));
  return { more, fewer: before.whole ? ['the rest'] : before.only.filter((each) => !covers(now.only, each)) };
}

/** A column by itself stands for whatever it is set to, and in all rows. */
function covers(names: readonly string[], each: string): boolean {
  const [inAll] = each.split(' (some rows)');
  const [column] = each.split(/ = | \(some rows\)/);
  return [each, inAll, column].some((name) => name !== undefined && names.includes(name));
}

interface Limits {
  readonly whole: boolean;
  readonly only: readonly string[];
  readonly not: readonly string[];
}

function read(columns: readonly string[] | undefined): Limits {
  const not = (columns ?? []).filter((each) => each.startsWith('not ')).map((each) => each.slice('not '.length));
  const whole = columns === undefined || not.length > 0;
  return { whole, only: whole ? [] : (columns ?? []), not };
}
