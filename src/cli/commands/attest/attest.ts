import { resolve } from 'node:path';
import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { attest } from '../../../run/attest.ts';
import { findRun } from '../../../run/find-run.ts';
import { unreviewedOf } from '../../../run/trust.ts';
import type { CliContext } from '../../app/context.ts';
import { misuse } from '../../app/misuse.ts';
import { signerFor } from '../keys/signer-for.ts';
import { trustNotes } from '../keys/trust-notes.ts';
import { workspaceRoot } from '../workspace.ts';
import type { AttestFlags } from './command.ts';

/** Takes a person's word for a task of a run. */
export async function attestCommand(
  { cli, output }: CliContext,
  flags: AttestFlags,
  id: string,
  task: string,
): Promise<ExitCode> {
  const { by, note } = flags;
  if (by.trim() === '') throw misuse('--by is empty', 'a word that nobody gives settles nothing', 'Name the person.');
  if (note.trim() === '') throw misuse('--note is empty', 'it is the evidence', 'Say what was done and what was seen.');
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const run = await findRun(root, id);
  const files = (flags.file ?? []).map((file) => resolve(cli.cwd, file));
  const signer = () => signerFor(cli, { root, trustRoot: run.root, role: 'attest', file: flags.key });
  const request = { root: run.root, folder: run.folder, task, by, note, files, signer, clock: cli.clock, env: cli.env };
  const { key, record, trust } = await attest(request);
  output.payload(
    { run: run.id, task, by, note, key, verdict: record.verdict, head: record.head, ...unreviewedOf(trust) },
    [
      { kind: 'line', text: `Task ${task} of ${run.id} is attested by ${by}, signed with ${key}.` },
      ...trustNotes(trust),
      { kind: 'line', text: `head  ${record.head}  (${record.count} records)` },
    ],
  );
  return exitCodes.settled;
}
