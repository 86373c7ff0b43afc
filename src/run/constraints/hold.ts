import { statSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import type { Exec } from '../../core/command.ts';
import type { Constraints } from '../../core/order.ts';
import { createGit } from '../../services/git/client.ts';
import { openSandbox, type NoSandbox, type Sandbox } from '../../services/sandbox/open.ts';
import { accountOf } from './account.ts';
import type { HeldConstraints, HoldOptions } from './held.ts';
import type { Holding } from './holding.ts';
import type { TimeBudget } from './time-budget.ts';
import { startKeptTime } from './time-kept.ts';
import { base } from './tools/base.ts';
import { readCall, type Call } from './tools/calls.ts';
import { wellKnown } from './tools/known.ts';
import { findModuleTools, type ModuleTool } from './tools/module-tools.ts';
import { pathTest } from './tree/allowed-paths.ts';
import { watchEvidence } from './tree/evidence-watch.ts';
import { watchTree, type Touch } from './tree/watch.ts';
import { holdTask } from './task-hold.ts';
import { memoryOf } from './memory.ts';
import { createTally, type Tallying } from './tally.ts';
import { viewFor } from './view-for.ts';
import { timeWords } from './words.ts';
import { openWorkplace, type Workplace } from './workplace.ts';

export async function holdConstraints(options: HoldOptions): Promise<HeldConstraints> {
  const { constraints, clock } = options;
  const tally = createTally();
  let current: ((call: Call) => void) | undefined;
  const receive = (line: string): void => {
    const call = readCall(line, { now: clock.now(), uptime: uptime() });
    tally.addCall(call);
    if (call !== undefined) current?.(call);
  };
  const workplace = openWorkplace(options.temporary, options.childEnv, receive);
  const sandbox = await sandboxFor(options, workplace);
  const evidence = await watchEvidence(options.folder);
  const { tree, index, memory, forgotten } = await watchWorkspace(options, tally, sandbox);
  const remember = (): void => memory.keep(tally, index.seen(), tree.seen);
  remember();
  const time = startKeptTime(options);
  const holding: Holding = {
    ...options,
    workplace,
    sandbox,
    evidence,
    tree,
    time,
    tally,
    moduleTools: moduleToolsOf(constraints),
    stagedSince: index.since,
    remember,
    listen: (receiver) => {
      current = receiver;
    },
  };
  return {
    folder: evidence.folder,
    begin: (held) => holdTask(holding, held),
    excuse: (paths) => tree.excuse(paths),
    spent: () => spentWords(time, constraints),
    seen: tally,
    async account() {
      workplace.log.drain();
      addLate(tally, tree.look(), constraints.touched);
      // The run is at its end: what changes from here on is not its doing.
      memory.keep(tally, index.seen());
      return accountOf({
        constraints,
        tally,
        minutesUsed: time.minutesUsed(),
        sandbox,
        rehearsal: options.rehearsal,
        resumed: options.resumed,
        forgotten,
        isTimeKept: time.wasKept,
      });
    },
    close() {
      time.stop();
      workplace.remove();
    },
  };
}

/** The tree and the index from here on; of a run that goes on, with all that was seen of it before. */
async function watchWorkspace(options: HoldOptions, tally: Tallying, sandbox: Sandbox | NoSandbox) {
  const { root, folder, exec, run, resumed, cutInTask } = options;
  const memory = memoryOf(root, run);
  const before = resumed ? memory.read() : undefined;
  tally.addTouched(before?.touched ?? []);
  tally.addOutside(before?.outside ?? []);
  tally.addExceeded(before?.exceeded ?? []);
  const tree = await watchTree({
    root,
    evidence: folder.relative,
    exec,
    behindLinks: 'reason' in sandbox,
    since: cutInTask ? before?.tree : undefined,
  });
  const index = await watchStaged(exec, cutInTask ? before?.staged : undefined);
  return { tree, index, memory, forgotten: resumed && before === undefined };
}

/** Gives what came into the index, or left it, since it was asked last. */
async function watchStaged(exec: Exec, then: readonly string[] | undefined): Promise<IndexWatch> {
  const git = createGit(exec);
  let staged = then ?? (await git.staged());
  return {
    seen: () => staged,
    async since() {
      const before = staged;
      staged = await git.staged();
      return [...staged.filter((path) => !before.includes(path)), ...before.filter((path) => !staged.includes(path))];
    },
  };
}

interface IndexWatch {
  readonly seen: () => readonly string[];
  readonly since: () => Promise<readonly string[]>;
}

function spentWords(time: TimeBudget, { budget }: Constraints): ReturnType<HeldConstraints['spent']> {
  if (!time.isOver()) return undefined;
  return {
    reason: `the order’s ${budget.minutes ?? 0} minutes were over before it (${timeWords(time.minutesUsed())} used)`,
    fix: 'Split the order, or raise the minutes in its Budget.',
  };
}

async function sandboxFor(options: HoldOptions, { path, empty }: Workplace): Promise<Sandbox | NoSandbox> {
  const { root, childEnv, exec, withoutSandbox, constraints } = options;
  if (withoutSandbox !== undefined) return { reason: withoutSandbox };
  const view = viewFor(options, constraints.touched, []);
  return openSandbox({ folder: path, empty, root, env: childEnv, exec, view });
}

/** Looked for once, and again when something was installed: packages are many. */
function moduleToolsOf({ allowedTools }: Constraints): Holding['moduleTools'] {
  const names = new Set([...wellKnown, ...base, ...allowedTools.flatMap(({ words }) => words)]);
  const known = new Map<string, { readonly asOf: string; readonly tools: readonly ModuleTool[] }>();
  return (modules) => {
    const asOf = ['', '.bin', '.package-lock.json'].map((name) => changedAt(join(modules, name))).join(' ');
    const before = known.get(modules);
    if (before?.asOf === asOf) return before.tools;
    const tools = findModuleTools(modules, (name) => names.has(name));
    known.set(modules, { asOf, tools });
    return tools;
  };
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** What changes after the last task is nobody's: it is named, and what the order does not allow is said to be over its limit. */
function addLate(tally: Tallying, touches: readonly Touch[], touched: readonly string[]): void {
  const paths = touches.map(({ path }) => path);
  tally.addLate(paths);
  if (touched.length > 0 && !paths.every(pathTest(touched))) tally.addExceeded(['touched']);
}
