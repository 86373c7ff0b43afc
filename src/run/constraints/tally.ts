import type { Limit } from '../../core/constraint.ts';
import type { Leftover } from '../../services/process/leftovers.ts';
import type { Call } from './tools/calls.ts';

/** All that was seen of a run, task after task: what its account is made of. */
export interface Tally {
  readonly calls: readonly Call[];
  /** Lines in the log of calls that no shim wrote. */
  readonly strangeLines: number;
  /** Ended. */
  readonly leftovers: readonly Leftover[];
  /** Not surely ours, and left running. */
  readonly strays: readonly Leftover[];
  /** Paths that were touched, each once, sorted; what is not counted is not among them. */
  readonly touched: readonly string[];
  /** Those of them that were outside the order's limits. */
  readonly outside: readonly string[];
  /** Changed after the last task had ended. */
  readonly late: readonly string[];
  /** Changed in folders that links lead out to. */
  readonly behindLinks: readonly string[];
  /** Programs that were called past their shims. */
  readonly pastShims: readonly string[];
  /** Limits that were gone over. */
  readonly exceeded: ReadonlySet<Limit>;
  /** Programs that can be executed since an allowed one is written in them. */
  readonly interpreters: readonly string[];
  /** Whether a child had to be left on the machine's own network in a rehearsal. */
  readonly networked: boolean;
}

export interface Tallying extends Tally {
  addCall(call: Call | undefined): void;
  addLeftovers(leftovers: readonly Leftover[]): void;
  addStrays(strays: readonly Leftover[]): void;
  addTouched(paths: readonly string[]): void;
  addOutside(paths: readonly string[]): void;
  addLate(paths: readonly string[]): void;
  addBehindLinks(paths: readonly string[]): void;
  addExceeded(limits: readonly Limit[]): void;
  addInterpreters(paths: readonly string[]): void;
  addPastShim(program: string): void;
  addNetworked(): void;
}

export function createTally(): Tallying {
  const calls: Call[] = [];
  const leftovers: Leftover[] = [];
  const pastShims: string[] = [];
  const strays = new Map<number, Leftover>();
  const [touched, outside, late, behindLinks, interpreters] = [names(), names(), names(), names(), names()];
  const exceeded = new Set<Limit>();
  const seen = { strangeLines: 0, networked: false };
  return {
    calls,
    leftovers,
    pastShims,
    exceeded,
    get strays() {
      return [...strays.values()];
    },
    get strangeLines() {
      return seen.strangeLines;
    },
    get networked() {
      return seen.networked;
    },
    get touched() {
      return touched.sorted();
    },
    get outside() {
      return outside.sorted();
    },
    get late() {
      return late.sorted();
    },
    get behindLinks() {
      return behindLinks.sorted();
    },
    get interpreters() {
      return interpreters.sorted();
    },
    addCall: (call) => void (call === undefined ? (seen.strangeLines += 1) : calls.push(call)),
    addLeftovers: (more) => void leftovers.push(...more),
    addStrays: (more) => more.forEach((stray) => strays.set(stray.pid, stray)),
    addTouched: (paths) => touched.add(paths),
    addOutside: (paths) => outside.add(paths),
    addLate: (paths) => late.add(paths),
    addBehindLinks: (paths) => behindLinks.add(paths),
    addInterpreters: (paths) => interpreters.add(paths),
    addExceeded: (limits) => limits.forEach((limit) => exceeded.add(limit)),
    addPastShim: (program) => void pastShims.push(program),
    addNetworked: () => void (seen.networked = true),
  };
}

/** Names, each once. */
function names(): { add(more: readonly string[]): void; sorted(): readonly string[] } {
  const all = new Set<string>();
  return { add: (more) => more.forEach((name) => all.add(name)), sorted: () => [...all].toSorted() };
}
