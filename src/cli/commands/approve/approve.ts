import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { approve } from '../../../run/approval/approve.ts';
import { readRequest, waitingTasks, type PendingApproval } from '../../../run/approval/pending.ts';
import { findRun, type FoundRun } from '../../../run/find-run.ts';
import { unreviewedOf } from '../../../run/trust.ts';
import type { CliContext } from '../../app/context.ts';
import type { Block } from '../../output/port.ts';
import { signerFor } from '../keys/signer-for.ts';
import { trustNotes } from '../keys/trust-notes.ts';
import { workspaceRoot } from '../workspace.ts';
import type { ApproveFlags } from './command.ts';

const usualMinutes = 60;

/** Shows the plan that a run waits with; signs leave to apply it when somebody's name is given. */
export async function approveCommand(
  { cli, output }: CliContext,
  flags: ApproveFlags,
  id: string,
  number?: string,
): Promise<ExitCode> {
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const run = await findRun(root, id);
  const task = number ?? (await waitingTasks(run.root, run.id))[0] ?? '';
  const asked = await readRequest(run.root, run.id, task);
  if (flags.by === undefined) {
    output.payload({ ...asked, approved: false }, [...planBlocks(asked), line(''), line(howTo(run, task))]);
    return exitCodes.waiting;
  }
  const signer = await signerFor(cli, { root: run.root, role: 'approve', file: flags.key });
  const minutes = flags.minutes ?? usualMinutes;
  const place = { root: run.root, folder: run.folder, run: run.id, task };
  const means = { signer, clock: cli.clock, env: cli.env };
  const { expiresOn, trust } = await approve({ ...place, by: flags.by, minutes, ...means });
  output.payload({ ...asked, approved: true, by: flags.by, key: signer.name, expiresOn, ...unreviewedOf(trust) }, [
    ...planBlocks(asked),
    line(''),
    line(`Approved by ${flags.by}, signed with ${signer.name}; holds once, until ${expiresOn}.`),
    ...trustNotes(trust),
    line(`Go on with: prestage resume ${run.id}`),
  ]);
  return exitCodes.settled;
}

function planBlocks({ request, plan }: PendingApproval): Block[] {
  return [
    line(`Task ${request.task}: ${request.action} on ${request.environment}: ${plan.summary}`),
    ...plan.changes.map((change) => line(`  ${change.kind.padEnd(7)} ${change.target}  ${change.summary}`)),
    line(`plan  ${request.plan}`),
  ];
}

function howTo(run: FoundRun, task: string): string {
  return `Nothing is approved yet. To approve this plan: prestage approve ${run.id} ${task} --by NAME`;
}

function line(text: string): Block {
  return { kind: 'line', text };
}
