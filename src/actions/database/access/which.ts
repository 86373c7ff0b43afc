/** In what a row differs from the plain one: `shared` is `false`. Empty for the plain one itself. */
export type Label = Readonly<Record<string, string>>;

export interface Reach {
  readonly label: Label;
  readonly reached: boolean;
}

/**
 * Which rows were reached, in few lines: what came of the plain row, and each row of which something else came than of
 * the most like it that is listed. `+ plain`, `- archived = true`. So a line stands for all rows that have what it names,
 * and a column that decides nothing stands nowhere.
 */
export function describeReach(rows: readonly Reach[]): readonly string[] {
  const byText = new Map<string, Reach>();
  for (const row of rows) {
    const text = textOf(row.label);
    byText.set(text, { label: row.label, reached: row.reached || byText.get(text)?.reached === true });
  }
  const listed: Reach[] = [];
  const sorted = [...byText].toSorted(([a, x], [b, y]) => sizeOf(x) - sizeOf(y) || (a < b ? -1 : 1));
  for (const [, row] of sorted) if (predict(listed, row.label) !== row.reached) listed.push(row);
  return listed.map(({ label, reached }) => `${reached ? '+' : '-'} ${textOf(label)}`);
}

export interface Swing {
  readonly more: readonly string[];
  readonly fewer: readonly string[];
}

/** Rows that one side reaches and the other does not, as far as either names any. */
export function compareReach(meant: readonly string[], found: readonly string[]): Swing {
  const [before, now] = [meant.map(read), found.map(read)];
  const labels = new Map([...before, ...now].map(({ label }) => [textOf(label), label]));
  const swings = [...labels].map(([text, label]) => ({
    text,
    was: predict(before, label) ?? false,
    is: predict(now, label) ?? false,
  }));
  return {
    more: swings.filter(({ was, is }) => is && !was).map(({ text }) => text),
    fewer: swings.filter(({ was, is }) => was && !is).map(({ text }) => text),
  };
}

/** What the most like it says; undefined where nothing does. */
function predict(listed: readonly Reach[], label: Label): boolean | undefined {
  let best: Reach | undefined;
  for (const each of listed)
    if (isWithin(each.label, label) && (best === undefined || sizeOf(each) >= sizeOf(best))) best = each;
  return best?.reached;
}

function isWithin(part: Label, whole: Label): boolean {
  return Object.entries(part).every(([name, value]) => whole[name] === value);
}

const sizeOf = ({ label }: Reach) => Object.keys(label).length;

function textOf(label: Label): string {
  const parts = Object.entries(label).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return parts.length === 0
    ? 'plain'
    : parts.map(([name, value]) => `${name} = ${value.replaceAll(' & ', ' &')}`).join(' & ');
}

function read(line: string): Reach {
  return { label: labelOf(line), reached: line.startsWith('+') };
}

/** Of a line of `describeReach`. */
export function labelOf(line: string): Label {
  const text = line.slice(2);
  const parts = text === 'plain' ? [] : text.split(' & ');
  return Object.fromEntries(
    parts.map((part) => [part.slice(0, part.indexOf(' = ')), part.slice(part.indexOf(' = ') + 3)]),
  );
}
