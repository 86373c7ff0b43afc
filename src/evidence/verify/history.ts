import { mayAct, runnerRole } from '../roles.ts';
import { attestationPath, runFiles } from '../paths.ts';
import type { Journal } from '../chain.ts';
import { restore, type Report } from './finding.ts';
import type { OpenSeal } from './seals.ts';

/** Seals follow on each other: each names the bundle before, is of the same run, and takes nothing back. */
export function checkHistory(seals: readonly OpenSeal[], journal: Journal | undefined, report: Report): void {
  for (const seal of seals) {
    const before = seals.find((other) => other.number === seal.number - 1);
    if (seal.number === 1) {
      if (seal.predicate.previous !== undefined) report(broken(seal, 'it is the first, and names a seal before it'));
    } else if (before) checkStep(before, seal, journal, report);
  }
}

function checkStep(before: OpenSeal, seal: OpenSeal, journal: Journal | undefined, report: Report): void {
  if (seal.predicate.previous !== before.digest)
    report(broken(seal, `the seal before that it names is not ${before.path} as it is here`));
  if (seal.predicate.count < before.predicate.count)
    report(broken(seal, 'it counts fewer records than the seal before'));
  if (mayAct(seal.key, [runnerRole(seal.predicate.mode)])) return;
  const overstep = personOversteps(before, seal, journal);
  if (overstep !== undefined) report(oversteps(seal, overstep));
}

/** These are rendered anew or appended to when a person attests. */
const renewed: ReadonlySet<string> = new Set([runFiles.journal, runFiles.report, runFiles.page]);

/** A person's key may add attestations and nothing else: it cannot rewrite what the runner sealed. */
function personOversteps(before: OpenSeal, seal: OpenSeal, journal: Journal | undefined): string | undefined {
  for (const [path, sha256] of before.files)
    if (!renewed.has(path) && seal.files.get(path) !== sha256) return `${path} is not as the seal before had it`;
  const added = journal?.records.slice(before.predicate.count, seal.predicate.count) ?? [];
  const allowed = new Set<string>(renewed);
  for (const { entry, seq } of added) {
    if (entry.kind !== 'task.attested') return `record ${seq} of the journal is no attestation`;
    allowed.add(attestationPath(entry.number));
    for (const file of entry.attestation.files) allowed.add(file.path);
  }
  const extra = [...seal.files.keys()].find((path) => !before.files.has(path) && !allowed.has(path));
  return extra === undefined ? undefined : `${extra} is new, and no attestation names it`;
}

function broken(seal: OpenSeal, why: string) {
  return {
    file: seal.path,
    code: 'evidence.seal-broken',
    what: `The seals do not follow on each other: ${why}`,
    fix: restore,
  };
}

function oversteps(seal: OpenSeal, why: string) {
  return {
    file: seal.path,
    code: 'evidence.seal-oversteps',
    what: `The key ${seal.key.name} may seal attestations alone: ${why}`,
    fix: restore,
  };
}
