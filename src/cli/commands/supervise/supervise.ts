import { join, relative } from 'node:path';
import { loadWorkspace } from '../../../config/load.ts';
import { exitCodeOf, type ExitCode } from '../../../core/exit-code.ts';
import { accountFiles } from '../../../evidence/account.ts';
import { supervise, type Supervised } from '../../../rehearsal/supervise/supervise.ts';
import type { CliContext } from '../../app/context.ts';
import { misuse } from '../../app/misuse.ts';
import type { Block } from '../../output/port.ts';
import { signerFor } from '../keys/signer-for.ts';
import { pathInWorkspace, shownPath, workspaceRoot } from '../workspace.ts';
import type { SuperviseFlags } from './command.ts';

/** Starts an executor under a direction's constraints, and shows its account. */
export async function superviseCommand(
  { cli, output, interruption }: CliContext,
  flags: SuperviseFlags,
  file?: string,
  program?: string,
  ...args: readonly string[]
): Promise<ExitCode> {
  if (file === undefined || program === undefined) throw nothingToStart();
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const workspace = await loadWorkspace(root);
  const isTerminal = cli.stdout.isTTY && cli.stderr.isTTY;
  const signal = interruption();
  const done = await supervise({
    workspace,
    file: pathInWorkspace(cli, root, file),
    command: [program, ...args],
    signer: await signerFor(cli, { root, role: 'run', file: flags.key }),
    version: cli.version(),
    pass: flags.pass ?? [],
    terminal: isTerminal && flags.stream !== true && flags.json !== true,
    noModel: flags.withoutModel === true,
    say: (line) => output.progress(line),
    print: (line) => output.progress(line),
    clock: cli.clock,
    env: cli.env,
    node: cli.node,
    signal,
  });
  const { account, folder, copy } = done;
  output.payload({ ...account, folder: relative(root, folder), copy: relative(root, copy) }, people(done, cli.cwd));
  signal.throwIfAborted();
  return exitCodeOf([account.verdict]);
}

function people({ account, folder, copy }: Supervised, cwd: string): readonly Block[] {
  const { verdict, command, measured, reasons, breaches, touched, id } = account;
  const rows = measured.map((each) => [each.limit, each.actual, each.enforced]);
  return [
    line(''),
    { kind: 'table', head: ['limit', 'what was seen', 'how it was held'], rows },
    line(''),
    { kind: 'verdict', verdict, text: command },
    ...reasons.map((text) => line(`  ${text}`)),
    ...breaches.map(({ fix }) => note(fix)),
    note(`It worked in ${shownPath(cwd, copy)}; the account is ${shownPath(cwd, folder)}`),
    ...(touched.length === 0 ? [] : [note('What it changed waits there for you:'), applying(cwd, folder)]),
    note('Whoever doubts it:'),
    { kind: 'command', text: `prestage evidence verify ${id}` },
  ];
}

function applying(cwd: string, folder: string): Block {
  return { kind: 'command', text: `git apply ${shownPath(cwd, join(folder, accountFiles.changes))}` };
}

function line(text: string): Block {
  return { kind: 'line', text };
}

function note(text: string): Block {
  return { kind: 'note', text };
}

function nothingToStart() {
  return misuse(
    'There is nothing to start',
    'a direction and a command are needed',
    'Write `prestage supervise FILE -- COMMAND…`, such as `prestage supervise docs/directions/devops.md -- bash`.',
  );
}
