import type { Asking, LyingRow, Subject } from './subject.ts';

/**
 * Rows that are worth inserting: of every owner one, and of the first all that differ in what a policy or a trigger may
 * look at. Where neither has a say one tells as much as all.
 */
export function insertable(subject: Subject, asking: Asking, of: readonly LyingRow[]): readonly LyingRow[] {
  const planted = of.filter((row) => row.planted);
  const firsts = [...new Map(planted.toReversed().map((row) => [row.of, row])).values()].toReversed();
  const [first] = firsts;
  if (first === undefined) return [];
  if (!isDecidedByRow(subject, asking)) return [first];
  const ofFirst = planted.filter((row) => row.of === first.of);
  const nobodys = planted.filter((row) => row.of !== first.of && Object.values(row.label ?? {}).includes('null'));
  return [...new Set([...ofFirst, ...firsts, ...nobodys.slice(0, 2)])];
}

function isDecidedByRow({ relation }: Subject, { persona, allowed, bypasses }: Asking): boolean {
  if (allowed.insert !== 'all' && allowed.insert.length === 0) return false;
  if (relation.triggers.length > 0 || relation.rules.length > 0) return true;
  const policies = relation.policies.filter(
    ({ command, permissive, roles }) =>
      permissive && /^[a*]$/.test(command) && (persona.role !== 'anon' || /\b(?:anon|public)\b/.test(roles.join())),
  );
  return relation.rowSecurity && !bypasses && policies.length > 0;
}
