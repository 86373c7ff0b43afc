import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import type { TrustRoot } from '../../../core/trust.ts';
import type { Verification } from '../../../evidence/verify.ts';
import { checkRun } from '../../../run/prove.ts';
import { findRun, type FoundRun } from '../../../run/find-run.ts';
import { readRunState, type RunState } from '../../../run/run-state.ts';
import { loadTrust, unreviewedOf } from '../../../run/trust.ts';
import type { CliContext } from '../../app/context.ts';
import type { Block, ShownFinding } from '../../output/port.ts';
import { count } from '../../output/words/count.ts';
import { trustNotes } from '../keys/trust-notes.ts';
import { shownPath, workspaceRoot } from '../workspace.ts';
import { findAccount, verifyAccountCommand } from './account.ts';
import { trustFrom } from './trust-from.ts';
import type { VerifyFlags } from './routes.ts';

/** Checks a run's evidence offline. One finding is enough to refuse it. */
export async function verifyEvidenceCommand(
  { cli, output }: CliContext,
  flags: VerifyFlags,
  id?: string,
): Promise<ExitCode> {
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const account = id === undefined ? undefined : findAccount(root, id);
  if (account !== undefined) return verifyAccountCommand({ cli, output }, { root, folder: account, key: flags.key });
  const run = await findRun(root, id);
  const own = flags.key === undefined ? await loadTrust(run.root, cli.env) : undefined;
  const trust: TrustRoot = own ?? (await trustFrom(cli.cwd, flags.key ?? ''));
  const found = wayOn(await checkRun(run.folder, trust), await stateOf(run));
  const { ok, findings, seal, files } = found;
  const folder = shownPath(cli.cwd, run.folder);
  const payload = { run: run.id, folder, ok, files, findings, ...(seal && { seal }), ...(own && unreviewedOf(own)) };
  output.payload(payload, [...people(run.id, folder, found), ...(own === undefined ? [] : trustNotes(own))]);
  return ok ? exitCodes.settled : exitCodes.failed;
}

/** Undefined where the journal does not hold: that is a finding of its own. */
async function stateOf(run: FoundRun): Promise<RunState | undefined> {
  return readRunState(run).catch(() => undefined);
}

/** A run that did not get to its seal has one when it has gone on to its end: nothing was lost, and nothing is to be restored. */
function wayOn(found: Verification, state: RunState | undefined): Verification {
  if (state === undefined || state.kind === 'ended') return found;
  const { run, mode, direction } = state.record;
  const words =
    state.kind === 'running'
      ? { what: `The run is not sealed yet: process ${state.pid} is at work on it`, fix: 'Wait until it has ended.' }
      : {
          what: 'The run was cut before it was sealed',
          fix:
            mode === 'live'
              ? `Go on with \`prestage resume ${run}\`: it works the run through and seals it.`
              : `Rehearse again: \`prestage rehearse ${direction.path}\`.`,
        };
  const findings = found.findings.map((finding) =>
    finding.code === 'evidence.seal-missing' ? { ...finding, ...words } : finding,
  );
  return { ...found, findings };
}

function people(run: string, folder: string, { ok, findings, seal, files }: Verification): readonly Block[] {
  if (!ok) return [{ kind: 'findings', findings: shown(findings, folder) }, line(`${run} is refused.`)];
  return [
    line(`${run} holds: ${count(files, 'file')} as sealed.`),
    ...(seal === undefined ? [] : [line(`head ${seal.head} (${count(seal.count, 'record')}, sealed by ${seal.key})`)]),
    { kind: 'note', text: 'Compare the head with the one printed when the run ended.' },
  ];
}

function shown(findings: Verification['findings'], folder: string): readonly ShownFinding[] {
  return findings.map(({ file, code, what, fix }) => {
    return { file: `${folder}/${file}`, rule: code, severity: 'error', message: what, fix };
  });
}

function line(text: string): Block {
  return { kind: 'line', text };
}
