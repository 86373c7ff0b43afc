import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue } from '../../../actions/registry.ts';
import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { proposeBindings } from '../../../direction/propose.ts';
import { readDirection } from '../../../direction/read.ts';
import { sidecarOf } from '../../../run/prepare.ts';
import type { CliContext } from '../../app/context.ts';
import type { Block } from '../../output/port.ts';
import { count } from '../../output/words/count.ts';
import { loadActions } from '../actions/load-actions.ts';
import { pathInWorkspace, workspaceRoot } from '../workspace.ts';
import type { BindFlags } from './routes.ts';

/** Proposes a sidecar. The YAML alone goes to stdout, so that it can be redirected; what is left goes to stderr. */
export async function bindCommand({ cli, output }: CliContext, flags: BindFlags, file: string): Promise<ExitCode> {
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const path = pathInWorkspace(cli, root, file);
  const { order } = readDirection(await readFile(join(root, path)), path);
  const { yaml, unbound, incomplete } = proposeBindings(order, await loadActions(catalogue.ids));
  const sidecar = sidecarOf(path);
  if (flags.write) await writeNew(root, sidecar, yaml);
  const left = unbound.map(({ number, text, range }) => ({ number, text, line: range.line }));
  for (const { number, text, line } of left) output.progress(`unbound: ${path}:${line}  ${number}  ${text}`);
  const open = `${count(left.length, 'item')} without a binding, ${incomplete} to be completed in comments`;
  const written: Block = { kind: 'line', text: `Wrote ${sidecar}; ${open}.` };
  const people: Block = flags.write ? written : { kind: 'text', text: yaml };
  output.payload({ file: path, sidecar, written: flags.write === true, yaml, unbound: left, incomplete }, [people]);
  return exitCodes.settled;
}

/** A sidecar is reviewed: it is never overwritten. */
async function writeNew(root: string, sidecar: string, yaml: string): Promise<void> {
  try {
    await writeFile(join(root, sidecar), yaml, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new Failure({
      code: 'direction.sidecar-exists',
      what: `${sidecar} is already there`,
      why: 'bindings are reviewed, so a proposal never overwrites them',
      fix: 'Run this without --write, compare, and take over by hand what you want.',
      file: sidecar,
    });
  }
}
