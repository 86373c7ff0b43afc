import { uptime } from 'node:os';
import { basename } from 'node:path';
import type { Action } from '../../core/action.ts';
import type { Step } from '../../core/binding.ts';
import type { Exec } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { createExec } from '../../services/process/exec.ts';
import { findProgram } from '../../services/process/find-program.ts';
import { findStrays } from '../../services/process/leftovers.ts';
import { notMade } from '../../services/sandbox/argv.ts';
import type { Entry } from '../../services/sandbox/open.ts';
import { isFixed, type SandboxView } from '../../services/sandbox/view.ts';
import { breachesOf } from './breaches.ts';
import type { Held, TaskHold } from './held.ts';
import type { Holding } from './holding.ts';
import { namingTheSandbox } from './named-refusal.ts';
import { withTools } from './sandbox-view.ts';
import { startAs } from './start-as.ts';
import { allowanceOf } from './tools/allowance.ts';
import type { Call } from './tools/calls.ts';
import type { Covers } from './tools/covers.ts';
import { findMachineTools } from './tools/machine-tools.ts';
import type { ModuleTool } from './tools/module-tools.ts';
import { watchPastShims, whileLooking, type PastShim } from './tools/past-shims.ts';
import type { ShimFolder } from './tools/shim-folder.ts';
import { pathsNamedBy } from './tree/allowed-paths.ts';
import { viewFor } from './view-for.ts';

/** Rollbacks undo what went wrong: they may take the time that they need. */
const untimed = new Set(['rollback']);

export async function holdTask(holding: Holding, held: Held): Promise<TaskHold> {
  const calls: Call[] = [];
  const secrets: Call[] = [];
  const pastShims: PastShim[] = [];
  const stop = new AbortController();
  holding.listen((call) => {
    calls.push(call);
    const words = call.args.join('\n');
    if (holding.redactor.text(words) === words) return;
    secrets.push(call);
    stop.abort(secretOnArgv(call.program));
  });
  const since = uptime();
  const allowed = [...holding.constraints.touched, ...pathsNamedBy(held.item)];
  const signals = [stop.signal, holding.signal, untimed.has(held.number) ? undefined : holding.time.signal];
  const signal = AbortSignal.any(signals.filter((each) => each !== undefined));
  const ran = (): readonly Call[] => {
    holding.workplace.log.drain();
    return calls;
  };
  const onPastShim = (found: PastShim): void => {
    pastShims.push(found);
    holding.tally.addPastShim(found.program);
    stop.abort(calledPastShim(found));
  };
  const execs = new Map<Step, Exec>();
  for (const step of held.steps) {
    const action = await holding.catalogue.load(step.action);
    const { exec, behindShims } = execOf(holding, allowed, action, signal);
    execs.set(step, whileLooking(exec, watchPastShims(behindShims, ran), onPastShim));
  }
  return {
    execFor: (step) => execs.get(step) ?? holding.exec,
    async end() {
      holding.workplace.log.drain();
      if ('reason' in holding.sandbox) holding.tally.addStrays(findStrays(holding.root, since));
      holding.evidence.assertJournal(holding.journal);
      const breaches = await breachesOf(holding, {
        allowed,
        calls,
        secrets,
        pastShims,
        isTimed: !untimed.has(held.number),
      });
      holding.tally.addExceeded(breaches.map(({ limit }) => limit));
      holding.remember();
      return breaches;
    },
  };
}

/** How an action calls programs, and which of them a child could find behind shims in a sandbox. */
interface Doors {
  readonly exec: Exec;
  readonly behindShims: Covers['behindShims'];
}

function execOf(holding: Holding, allowed: readonly string[], action: Action | undefined, signal: AbortSignal): Doors {
  const { root, redactor, clock, childEnv, constraints, tally } = holding;
  const needs = action?.needs.tools ?? [];
  const allowance = allowanceOf(constraints.allowedTools, needs);
  const view = 'reason' in holding.sandbox ? undefined : viewFor(holding, allowed, needs);
  const onMachine = findMachineTools(allowance, (program) => findProgram(program, childEnv));
  const shims = holding.workplace.shimsFor(
    allowance,
    view === undefined ? [] : [...toolsIn(holding, view), ...onMachine],
  );
  const path = allowance.limited ? shims.path : `${shims.path}:${childEnv['PATH'] ?? ''}`;
  tally.addInterpreters(strangersAmong(shims));
  const entry = view === undefined ? undefined : enter(holding, withTools(view, shims, holding.workplace.path), action);
  const exec = createExec({
    root,
    env: { ...childEnv, PATH: path },
    redactor,
    clock,
    signal,
    startAs: startAs(shims, entry?.as),
    onLeftovers: (leftovers) => tally.addLeftovers(leftovers),
  });
  if (entry === undefined) return { exec, behindShims: [] };
  return { exec: namingTheSandbox(toldApart(exec, entry)), behindShims: shims.covers.behindShims };
}

/** Interpreters by their path that the order does not allow, and that an allowed tool is written in. */
function strangersAmong({ interpreters, programs }: ShimFolder): readonly string[] {
  return interpreters.filter((path) => !programs.has(basename(path)));
}

/** Tools in packages that a child can execute. Where packages may be written, none can be. */
function toolsIn({ tree, moduleTools }: Holding, view: SandboxView): readonly ModuleTool[] {
  return tree
    .modules()
    .filter((modules) => isFixed(modules, view))
    .flatMap(moduleTools);
}

/** A rehearsal's children have no network but a loopback of their own, unless their action talks to a service: its emulator is on ours. */
function enter({ sandbox, rehearsal, tally }: Holding, view: SandboxView, action: Action | undefined) {
  if ('reason' in sandbox) return undefined;
  const isAlone = rehearsal && sandbox.canBeAlone && (action?.needs.services ?? []).length === 0;
  if (rehearsal && !isAlone) tally.addNetworked();
  return sandbox.enter(view, isAlone);
}

/** Calls programs in a sandbox. One that could not be made is ours to tell: the program never ran. */
function toldApart(exec: Exec, { trouble }: Entry): Exec {
  return async (command) => {
    const result = await exec(command);
    const words = result.exitCode === notMade ? await trouble() : undefined;
    if (words === undefined) return result;
    throw new Failure({
      code: 'constraints.sandbox',
      what: `The sandbox for ${command.program} could not be made, so it did not run`,
      why: words,
      fix: 'Look for what was mounted below the workspace, home or temporary folder while the run went on; then `prestage resume`.',
    });
  };
}

function secretOnArgv(program: string): Failure {
  return new Failure(
    {
      code: 'process.secret-on-argv',
      what: `A child called ${program} with a secret in its command line`,
      why: 'every user of the machine can read command lines; the task was ended',
      fix: 'Hand the value over by standard input, a file of mode 0600, or the environment of that one command. Then change the secret.',
    },
    exitCodes.failed,
  );
}

function calledPastShim({ program }: PastShim): Failure {
  return new Failure(
    {
      code: 'constraints.past-shim',
      what: `A child called ${program} past its shim`,
      why: 'it runs with arguments that no shim recorded or let pass; the task was ended',
      fix: 'Call it by its name, and find out who looked for what stands behind the shim.',
    },
    exitCodes.failed,
  );
}
