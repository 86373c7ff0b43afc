import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { accountFiles, accountsFolder } from '../../evidence/account.ts';
import { signStatement } from '../../evidence/bundle.ts';
import { accountStatement } from '../../evidence/statement.ts';
import { runFolderAt } from '../../run/folder.ts';
import type { Account } from './account.ts';
import type { SuperviseOptions } from './options.ts';

/** Writes and signs what is left. Gives its folder, absolute. */
export async function leave(
  { workspace, signer, version }: SuperviseOptions,
  { account, patch, bytes }: { readonly account: Account; readonly patch: string; readonly bytes: Uint8Array },
): Promise<string> {
  const relative = `${accountsFolder}/${account.id}`;
  const absolute = join(workspace.root, relative);
  await mkdir(absolute, { recursive: true });
  const folder = runFolderAt(absolute, relative);
  const files = [
    await folder.write(accountFiles.account, `${JSON.stringify(account, undefined, 2)}\n`),
    await folder.write(accountFiles.direction, bytes),
    await folder.write(accountFiles.changes, patch),
  ];
  const { id, direction, verdict, startedAt, durationMs } = account;
  const predicate = { id, directionDigest: direction.digest, prestage: version, verdict, startedAt, durationMs };
  await folder.write(accountFiles.statement, signStatement(accountStatement(predicate, files), signer));
  return absolute;
}
