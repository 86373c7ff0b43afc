import { relative } from 'node:path';
import { catalogue } from '../../../actions/registry.ts';
import { loadWorkspace } from '../../../config/load.ts';
import type { RunEvent } from '../../../core/event.ts';
import { strongestExitCode, type ExitCode } from '../../../core/exit-code.ts';
import type { Report } from '../../../core/report.ts';
import { reportOf } from '../../../evidence/report.ts';
import { rehearse, type Rehearsal } from '../../../rehearsal/rehearse.ts';
import { readAskedFault } from '../../../rehearsal/stand-ins/fault.ts';
import type { CliContext } from '../../app/context.ts';
import { exitReason } from '../../output/blocks/exit-reason.ts';
import type { Block } from '../../output/port.ts';
import { pathInWorkspace, shownPath, workspaceRoot } from '../workspace.ts';
import { faultLines } from './fault-lines.ts';
import type { RehearseFlags } from './command.ts';

/** Rehearses the named directions, or the config's. */
export async function rehearseCommand(
  { cli, output, interruption }: CliContext,
  flags: RehearseFlags,
  ...files: readonly string[]
): Promise<ExitCode> {
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const workspace = await loadWorkspace(root);
  output.progress('Copying the workspace …');
  const rehearsal = await rehearse({
    workspace,
    load: loadWorkspace,
    files: files.map((file) => pathInWorkspace(cli, root, file)),
    selection: { only: flags.only, from: flags.from, skip: flags.skip },
    faults: (flags.fault ?? []).map(readAskedFault),
    catalogue,
    clock: cli.clock,
    say: (line) => output.progress(line),
    watch: (event) => output.watch(withShownPage(event, cli.cwd)),
    version: cli.version(),
    env: cli.env,
    node: cli.node,
    signal: interruption(),
  });
  if (rehearsal.runs.length === 0 && rehearsal.failure !== undefined) throw rehearsal.failure;
  const { code, blocks } = closing(rehearsal, cli.cwd);
  output.payload(reportFor(rehearsal, root), blocks);
  return code;
}

function closing(rehearsal: Rehearsal, cwd: string): { code: ExitCode; blocks: readonly Block[] } {
  const { runs, failure, root } = rehearsal;
  const faults = faultLines(rehearsal);
  const reason = exitReason(runs.map((run) => run.record));
  const copy: Block = { kind: 'note', text: `The copy stays in ${shownPath(cwd, root)}` };
  const blank: Block = { kind: 'line', text: '' };
  if (failure === undefined)
    return { code: reason.code, blocks: [blank, ...faults, copy, { kind: 'line', text: reason.sentence }] };
  const code = strongestExitCode([reason.code, failure.exitCode]);
  const sentence = `exit ${code}: the next direction could not be run. Of what ran: ${reason.sentence}`;
  return {
    code,
    blocks: [
      blank,
      { kind: 'failure', failure: failure.data },
      blank,
      ...faults,
      copy,
      { kind: 'line', text: sentence },
    ],
  };
}

/** Evidence is named as it lies in the copy, the page as it lies in the workspace: that leads to the copy. */
function reportFor({ runs, root: copy, failure, faults }: Rehearsal, root: string): Report {
  const reports = runs.map((run) => reportOf(run.record, relative(copy, run.folder), relative(root, run.page)));
  const told = faults.length === 0 ? {} : { faults };
  return { runs: reports, ...told, ...(failure === undefined ? {} : { error: { ...failure.data } }) };
}

function withShownPage(event: RunEvent, cwd: string): RunEvent {
  return event.kind === 'run.closed' ? { ...event, page: shownPath(cwd, event.page) } : event;
}
