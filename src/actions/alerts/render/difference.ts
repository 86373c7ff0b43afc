/** Where a text first differs from what it should be, in words. */
export function firstDifference(wanted: string, found: string): string {
  const lines = found.split('\n');
  const wishes = wanted.split('\n');
  const at = wishes.findIndex((line, index) => line !== lines[index]);
  if (at === -1) return `it goes on after line ${wishes.length}`;
  const is = lines[at] === undefined ? 'is missing' : `is ${JSON.stringify(lines[at].trim())}`;
  return `line ${at + 1} ${is} and should be ${JSON.stringify(wishes[at]?.trim() ?? '')}`;
}
