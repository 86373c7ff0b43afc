import type { Breach } from '../../core/constraint.ts';
import type { Holding } from './holding.ts';
import type { PastShim } from './tools/past-shims.ts';
import { statedOf } from './tools/shim-script.ts';
import type { Call } from './tools/calls.ts';
import { pathTest } from './tree/allowed-paths.ts';
import type { Touch } from './tree/watch.ts';
import { listOf, timeWords } from './words.ts';

/** What a task did, as far as calls tell it; the tree tells the rest. */
export interface Done {
  readonly allowed: readonly string[];
  readonly calls: readonly Call[];
  /** Calls with a known secret among their arguments. */
  readonly secrets: readonly Call[];
  /** Programs that ran though no shim had let them pass. */
  readonly pastShims: readonly PastShim[];
  readonly isTimed: boolean;
}

/** Every limit that a task went over, and the tally of what it did. */
export async function breachesOf(holding: Holding, done: Done): Promise<readonly Breach[]> {
  const before = holding.tally.touched.length;
  return [
    ...toolBreaches(holding, done),
    ...(await touchBreaches(holding, done.allowed)),
    ...(await evidenceBreaches(holding)),
    ...fileBreaches(holding, before),
    ...(done.isTimed ? timeBreaches(holding) : []),
  ];
}

function toolBreaches({ constraints, workplace }: Holding, { calls, secrets, pastShims }: Done): Breach[] {
  const stated = statedOf({ stated: constraints.allowedTools.map(({ words }) => words.join(' ')) });
  const refused = calls.filter((call) => call.refused !== undefined);
  const shims = workplace.changedShims();
  const breaches: [boolean, string, string][] = [
    [
      refused.length > 0,
      `${listOf([...new Set(refused.map(callWords))])}: refused`,
      'Take the call out, or do it by an action that is bound; a tool that the launch needs belongs under Allowed Tools.',
    ],
    [
      secrets.length > 0,
      `${listOf([...new Set(secrets.map(({ program }) => program))])} was called with a secret in its command line; the task was ended`,
      'Hand the value over by standard input, a file of mode 0600 or the environment, and change the secret.',
    ],
    [
      pastShims.length > 0,
      `${listOf([...new Set(pastShims.map(wordsOf))])}: called past its shim; the task was ended`,
      'Call it by its name, and find out who looked for what stands behind the shim.',
    ],
    [
      shims.length > 0,
      `somebody changed what stands for ${listOf(shims)} on PATH`,
      'Find out which program wrote there: no task has a reason to.',
    ],
  ];
  return breaches.filter(([is]) => is).map(([, actual, fix]) => ({ limit: 'tools', stated, actual, fix }));
}

/** `git push --force` (git-force-push) */
function callWords(call: Call): string {
  return call.refused === 'not-allowed' ? wordsOf(call) : `${wordsOf(call)} (${call.refused})`;
}

function wordsOf({ program, args }: Pick<Call, 'program' | 'args'>): string {
  return [program, ...args.slice(0, 3)].join(' ').replaceAll(/\s+/g, ' ').slice(0, 80);
}

async function touchBreaches(holding: Holding, allowed: readonly string[]): Promise<Breach[]> {
  const { constraints, tree, tally } = holding;
  const touches = tree.look();
  const staged = await holding.stagedSince();
  tally.addBehindLinks(tree.lookBehindLinks().map(({ path }) => path));
  tally.addTouched([...touches.map(({ path }) => path), ...staged]);
  if (constraints.touched.length === 0) return [];
  const isAllowed = pathTest(allowed);
  const outside = touches.filter((touch) => !isAllowed(touch.path) || touch.leadsTo !== undefined);
  const stagedOutside = staged.filter((path) => !isAllowed(path) && !outside.some((touch) => touch.path === path));
  tally.addOutside([...outside.map(({ path }) => path), ...stagedOutside]);
  const actual = listOf([...outside.map(touchWords), ...stagedOutside.map((path) => `staged or unstaged ${path}`)]);
  if (actual === '') return [];
  const stated = listOf(constraints.touched);
  return [{ limit: 'touched', stated, actual, fix: fixFor(outside, stagedOutside) }];
}

const verbs = { added: 'wrote', deleted: 'deleted', changed: 'changed', mode: 'changed the mode of' } as const;

function touchWords({ kind, path, leadsTo }: Touch): string {
  return leadsTo === undefined ? `${verbs[kind]} ${path}` : `made ${path} a link to ${leadsTo}, outside the workspace`;
}

function fixFor(outside: readonly Touch[], staged: readonly string[]): string {
  const [first] = outside;
  const path = first?.path ?? staged[0] ?? '';
  if (path.startsWith('.git/'))
    return `Look at ${path} and put it back: what stands there decides what later git commands do.`;
  const back = first?.kind === 'added' ? `rm ${path}` : `git restore --staged --worktree -- ${path}`;
  return `If it belongs to the task, name the path in its words or under Touched Directories; else put it back: \`${back}\`.`;
}

async function evidenceBreaches({ evidence, constraints }: Holding): Promise<Breach[]> {
  const paths = await evidence.look();
  if (paths.length === 0) return [];
  return [
    {
      limit: 'touched',
      stated: listOf(constraints.touched),
      actual: `somebody else wrote, changed or removed evidence of this run: ${listOf(paths)}`,
      fix: 'This evidence proves nothing: find out which program wrote there, then run the direction again.',
    },
  ];
}

/** Fails the task that goes over, and each that goes further. */
function fileBreaches({ constraints, tally }: Holding, before: number): Breach[] {
  const limit = constraints.budget.files;
  const count = tally.touched.length;
  if (limit === undefined || count <= limit || count === before) return [];
  return [
    {
      limit: 'files',
      stated: `≤ ${limit}`,
      actual: `${count} files were modified or staged: ${listOf(tally.touched)}`,
      fix: 'Split the order, or raise the files in its Budget.',
    },
  ];
}

function timeBreaches({ constraints, time }: Holding): Breach[] {
  const limit = constraints.budget.minutes;
  if (limit === undefined || !time.isOver()) return [];
  return [
    {
      limit: 'minutes',
      stated: `≤ ${limit}`,
      actual: `${timeWords(time.minutesUsed())} had passed, and what it ran was ended`,
      fix: 'Split the order, or raise the minutes in its Budget.',
    },
  ];
}
