/** One result line of the Test Anything Protocol, and what was said of it. */
export interface TapTest {
  readonly name: string;
  readonly ok: boolean;
  /** Why it was not run, or is not meant to pass yet; empty where no reason is given. */
  readonly skip?: string;
  readonly todo?: string;
  readonly diagnostics: readonly string[];
}

export interface TapReport {
  readonly tests: readonly TapTest[];
  /** How many were announced; absent without a plan. */
  readonly planned?: number;
  /** `1..0 # SKIP reason` */
  readonly skippedAll?: string;
  readonly bailedOut?: string;
  /** What is wrong with the stream itself: numbers that do not follow each other, a second plan … */
  readonly faults: readonly string[];
}

/** Reads what a program printed. Lines that are no TAP are passed over, as harnesses do. */
export async function readTap(output: string): Promise<TapReport> {
  const { Parser } = await import('tap-parser');
  const tests: (TapTest & { diagnostics: string[] })[] = [];
  const bailouts: string[] = [];
  let number = 0;
  const faults: string[] = [];
  const parser = new Parser();
  parser.on('assert', ({ id, ok, name, skip, todo }: Assertion) => {
    number += 1;
    if (id !== 0 && id !== number) faults.push(`result ${number} is numbered ${id}`);
    tests.push({
      name: name || `test ${number}`,
      ok,
      ...reason('skip', skip),
      ...reason('todo', todo),
      diagnostics: [],
    });
  });
  parser.on('comment', (line: string) => {
    // The parser adds some of its own at the end.
    if (output.includes(line.trimEnd())) tests.at(-1)?.diagnostics.push(line.trimEnd());
  });
  parser.on('bailout', (why: string) => bailouts.push(why));
  parser.end(output.endsWith('\n') ? output : `${output}\n`);
  const plans = [...output.matchAll(/^1\.\.(\d+)(?:\s*#\s*(.*))?$/gm)];
  if (plans.length > 1) faults.push(`${plans.length} plans`);
  const [, planned, comment] = plans[0] ?? [];
  const skippedAll = planned === '0' ? /^skip\S*\s*(.*)$/i.exec(comment ?? '')?.[1] : undefined;
  return {
    tests,
    ...(planned === undefined ? {} : { planned: Number(planned) }),
    ...(skippedAll === undefined ? {} : { skippedAll }),
    ...(bailouts[0] === undefined ? {} : { bailedOut: bailouts[0] }),
    faults,
  };
}

interface Assertion {
  readonly id: number;
  readonly ok: boolean;
  readonly name: string;
  readonly skip: boolean | string;
  readonly todo: boolean | string;
}

function reason(key: 'skip' | 'todo', value: boolean | string): { readonly skip?: string; readonly todo?: string } {
  return value === false ? {} : { [key]: value === true ? '' : value };
}
