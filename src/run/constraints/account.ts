import type { Measurement } from '../../core/constraint.ts';
import type { Constraints } from '../../core/order.ts';
import type { NoSandbox, Sandbox } from '../../services/sandbox/open.ts';
import { keptEverySeconds } from './time-kept.ts';
import type { Tally } from './tally.ts';
import { base } from './tools/base.ts';
import { listOf, tally as tallied, timeWords } from './words.ts';

export interface AccountInput {
  readonly constraints: Constraints;
  readonly tally: Tally;
  readonly minutesUsed: number;
  readonly sandbox: Sandbox | NoSandbox;
  readonly rehearsal: boolean;
  /** Whether an earlier part of the run was cut, and what was seen of it then is not there any more. */
  readonly forgotten: boolean;
  /** Whether it was cut at all: calls are not remembered. */
  readonly resumed: boolean;
  /** Whether it was written down, as it went on, what it had used of its time before. */
  readonly isTimeKept: boolean;
}

/** What was seen of each limit that the order states, and how it was held. Of the tools and the tree, also where it states none. */
export function accountOf(input: AccountInput): readonly Measurement[] {
  const { budget, guardrails } = input.constraints;
  return [
    tools(input),
    touched(input),
    ...(budget.minutes === undefined ? [] : [time(input, budget.minutes)]),
    ...(budget.tokens === undefined ? [] : [tokens]),
    ...(budget.files === undefined ? [] : [files(input, budget.files)]),
    ...(guardrails.length === 0 ? [] : [prose]),
  ];
}

function tools({ constraints, tally, sandbox, rehearsal, resumed }: AccountInput): Measurement {
  const ran = tally.calls.filter((call) => call.refused === undefined).map((call) => call.program);
  const refused = tally.calls.filter((call) => call.refused !== undefined).map((call) => call.program);
  const actual = [
    tallied(ran.filter((name) => !base.includes(name))) || 'no tool was called',
    ...(ran.some((name) => base.includes(name))
      ? [`of the base ${tallied(ran.filter((name) => base.includes(name)))}`]
      : []),
    ...(refused.length === 0 ? [] : [`refused: ${tallied(refused)}`]),
    ...(tally.pastShims.length === 0 ? [] : [`called past their shims: ${tallied(tally.pastShims)}`]),
    ...(tally.leftovers.length === 0
      ? []
      : [`ended what outlived its call: ${listOf(tally.leftovers.map(({ command }) => command))}`]),
    ...(tally.strays.length === 0
      ? []
      : [`left running, by this run or somebody else: ${listOf(tally.strays.map(({ command }) => command))}`]),
    ...(tally.strangeLines === 0 ? [] : [`${tally.strangeLines} calls in the record are forged or unreadable`]),
  ].join('; ');
  return measurement(
    tally,
    'tools',
    since(resumed, actual),
    `${heldTools(constraints, tally, sandbox)}; ${network(sandbox, tally, rehearsal)}`,
  );
}

function since(isPart: boolean, actual: string): string {
  return isPart ? `since it went on: ${actual}` : actual;
}

function heldTools({ allowedTools }: Constraints, { interpreters }: Tally, sandbox: Sandbox | NoSandbox): string {
  if (allowedTools.length === 0) return 'the order names none: calls by name are recorded';
  if ('reason' in sandbox)
    return `nothing else is on PATH, and calls by name are recorded; what is called by its path, stands in node_modules/.bin or hides from its parent is neither stopped nor seen: not enforced, ${sandbox.reason}`;
  const written = interpreters.length === 0 ? '' : ` and ${listOf(interpreters)}, which tools are written in`;
  return [
    'held and recorded: calls by name, also in node_modules/.bin, and by path those of git and of native tools with refusals',
    'a call past its shim ends the task if it lasts long enough to be seen',
    `by path run unrecorded: other allowed tools, programs of the workspace and its packages, helpers in library folders${written}`,
    'nothing else runs',
  ].join('; ');
}

function network(sandbox: Sandbox | NoSandbox, tally: Tally, rehearsal: boolean): string {
  if (!rehearsal) return 'the network is open';
  if ('reason' in sandbox || tally.networked) return 'no network but loopback: not enforced';
  return 'no network but loopback';
}

function touched({ constraints, tally, sandbox, forgotten }: AccountInput): Measurement {
  const actual = [
    listOf(tally.touched) || 'nothing was touched',
    ...(tally.outside.length === 0 ? [] : [`not allowed: ${listOf(tally.outside)}`]),
    ...(tally.late.length === 0 ? [] : [`after the last task: ${listOf(tally.late)}`]),
    ...(tally.behindLinks.length === 0
      ? []
      : [`behind links, by this run or somebody else: ${listOf(tally.behindLinks)}`]),
  ].join('; ');
  const compared =
    constraints.touched.length === 0
      ? 'the order names none: the tree is compared after every task'
      : 'the tree is compared after every task';
  const held =
    'reason' in sandbox
      ? `what is written outside the workspace or read anywhere is neither stopped nor seen: not enforced, ${sandbox.reason}`
      : 'elsewhere programs can write to home and temporary folder alone, and see neither the vault nor logins of other tools';
  return measurement(tally, 'touched', since(forgotten, actual), `${compared}; ${held}`);
}

function time({ tally, minutesUsed, resumed, isTimeKept }: AccountInput, limit: number): Measurement {
  const uncounted = isTimeKept
    ? `up to ${keptEverySeconds} s before a cut`
    : 'what a cut task did after its last record';
  return measurement(
    tally,
    'minutes',
    `${timeWords(minutesUsed)} of ${limit} minutes${resumed ? `, without ${uncounted}` : ''}`,
    'when they are over, what runs is ended and the rest fails',
  );
}

const tokens: Measurement = { limit: 'tokens', actual: '0: no model ran', enforced: 'nothing to enforce' };

function files({ tally, forgotten }: AccountInput, limit: number): Measurement {
  return measurement(
    tally,
    'files',
    since(forgotten, `${tally.touched.length} of ${limit} files`),
    'going over fails the task',
  );
}

const prose: Measurement = {
  limit: 'guardrails',
  actual: 'prose, which no program can measure',
  enforced: 'not enforced; Touched Directories hold for the files, and calls that cannot be taken back are refused',
};

function measurement(tally: Tally, limit: Measurement['limit'], actual: string, enforced: string): Measurement {
  return { limit, actual, enforced, ...(tally.exceeded.has(limit) ? { exceeded: true } : {}) };
}
