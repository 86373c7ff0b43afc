import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TrustRoot } from '../core/trust.ts';
import { openBundle } from './bundle.ts';
import { sha256 } from './digest.ts';
import { predicateTypes } from './predicate-types.ts';
import { attempt, restore, type Report, type VerifyFinding } from './verify/finding.ts';

/** Where accounts lie in a workspace. */
export const accountsFolder = 'artifacts/ops/supervised';

export const accountFiles = {
  account: 'account.json',
  direction: 'direction.md',
  changes: 'changes.patch',
  statement: 'account.sigstore.json',
} as const;

/** Checks the folder of an account against the trust root, offline. Never throws on what it reads. */
export async function verifyAccount(
  folder: string,
  trust: TrustRoot,
): Promise<{ readonly findings: readonly VerifyFinding[]; readonly files: number }> {
  const findings: VerifyFinding[] = [];
  const report: Report = (finding) => findings.push(finding);
  const names = (await readdir(folder)).toSorted();
  const bundle = await readFile(join(folder, accountFiles.statement), 'utf8').catch(() => '');
  const statement = attempt(accountFiles.statement, report, () => openBundle(bundle, trust, ['run']));
  if (statement === undefined) return { findings, files: names.length };
  if (statement.predicateType !== predicateTypes.account || statement.predicate.id !== basename(folder))
    report(differs(accountFiles.statement, 'It is not the statement of this account'));
  const signed = new Map(statement.subject.map(({ name, digest }) => [name, digest.sha256]));
  for (const name of names) {
    if (name === accountFiles.statement) continue;
    const found = await readFile(join(folder, name)).catch(() => undefined);
    if (found === undefined || signed.get(name) !== sha256(found))
      report(differs(name, signed.has(name) ? 'It is not as it was signed' : 'Nobody signed it'));
    signed.delete(name);
  }
  for (const name of signed.keys()) report(differs(name, 'It is missing'));
  return { findings, files: names.length };
}

function differs(file: string, what: string): VerifyFinding {
  return { file, code: 'evidence.account-differs', what, fix: restore };
}
