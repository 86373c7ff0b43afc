import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { accountsFolder, verifyAccount } from '../../../evidence/account.ts';
import { loadTrust, unreviewedOf } from '../../../run/trust.ts';
import type { CliContext } from '../../app/context.ts';
import { count } from '../../output/words/count.ts';
import { trustNotes } from '../keys/trust-notes.ts';
import { shownPath } from '../workspace.ts';
import { trustFrom } from './trust-from.ts';

/** The folder of the account with this id, absolute; undefined when there is none. */
export function findAccount(root: string, id: string): string | undefined {
  const folder = join(root, accountsFolder, basename(id));
  return id === basename(id) && existsSync(folder) ? folder : undefined;
}

interface Asked {
  readonly root: string;
  readonly folder: string;
  readonly key: string | undefined;
}

/** Checks the account of an executor offline. One finding is enough to refuse it. */
export async function verifyAccountCommand(
  { cli, output }: Pick<CliContext, 'cli' | 'output'>,
  { root, folder, key }: Asked,
): Promise<ExitCode> {
  const own = key === undefined ? await loadTrust(root, cli.env) : undefined;
  const { findings, files } = await verifyAccount(folder, own ?? (await trustFrom(cli.cwd, key ?? '')));
  const id = basename(folder);
  const place = shownPath(cli.cwd, folder);
  const ok = findings.length === 0;
  const shown = findings.map(({ file, code, what, fix }) => {
    return { file: `${place}/${file}`, rule: code, severity: 'error', message: what, fix } as const;
  });
  output.payload({ account: id, folder: place, ok, files, findings, ...(own && unreviewedOf(own)) }, [
    ...(ok ? [] : [{ kind: 'findings', findings: shown } as const]),
    { kind: 'line', text: ok ? `${id} holds: ${count(files, 'file')} as signed.` : `${id} is refused.` },
    ...(own === undefined ? [] : trustNotes(own)),
  ]);
  return ok ? exitCodes.settled : exitCodes.failed;
}
