/** Who waits for whom, by number. */
export type Waits = ReadonlyMap<string, readonly string[]>;

/** The first ring of tasks that wait for each other, as `a, b, a`; undefined when there is none. */
export function findCycle(waits: Waits): readonly string[] | undefined {
  const done = new Set<string>();
  for (const start of waits.keys()) {
    const ring = walk(start, waits, done);
    if (ring !== undefined) return ring;
  }
  return undefined;
}

/** Depth first, with a stack of its own: a sidecar may hold thousands of tasks in a row. */
function walk(start: string, waits: Waits, done: Set<string>): readonly string[] | undefined {
  const path: { number: string; left: string[] }[] = [];
  const onPath = new Set<string>();
  const enter = (number: string): void => {
    path.push({ number, left: [...(waits.get(number) ?? [])] });
    onPath.add(number);
  };
  if (!done.has(start)) enter(start);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.left.shift();
    if (next === undefined) {
      done.add(top.number);
      onPath.delete(top.number);
      path.pop();
    } else if (onPath.has(next)) {
      const numbers = path.map(({ number }) => number);
      return [...numbers.slice(numbers.indexOf(next)), next];
    } else if (!done.has(next)) enter(next);
  }
  return undefined;
}
