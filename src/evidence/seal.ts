import { z } from 'zod';
import { canonicalJson } from '../core/json.ts';
import { readCanonical } from './canonical.ts';
import { sha256 } from './digest.ts';
import { evidenceFailure } from './evidence-failure.ts';
import { sealManifestPath, sealPath } from './paths.ts';
import { pathInRun, sha256Hex } from './schema/primitive.ts';
import type { SealStatement } from './schema/statement.ts';
import { byPath, mostSubjects, sealStatement, type Digested, type SealFacts } from './statement.ts';

export interface SealPlan {
  /** Where its bundle goes: `seals/0001.sigstore.json`. */
  readonly path: string;
  readonly statement: SealStatement;
  /** Written beside the seal, before it, where the files are more than a statement may name. */
  readonly manifest?: { readonly path: string; readonly content: string };
}

/**
 * The seal over all files of a run's folder but those in `seals/`. Up to 1,024 files are its subjects. Beyond that its one
 * subject is `seals/0001.files.json`, canonical JSON `{"files":[{"path","sha256"}]}`: the limit is sigstore-go's.
 */
export function planSeal(number: number, facts: SealFacts, files: readonly Digested[]): SealPlan {
  const path = sealPath(number);
  if (files.length <= mostSubjects) return { path, statement: sealStatement(facts, files) };
  const listed = files.toSorted(byPath).map((file) => ({ path: file.path, sha256: file.sha256 }));
  const manifest = { path: sealManifestPath(number), content: canonicalJson({ files: listed }) };
  const subject = { path: manifest.path, sha256: sha256(manifest.content) };
  return { path, statement: sealStatement(facts, [subject]), manifest };
}

const manifestSchema = z.strictObject({
  files: z.array(z.strictObject({ path: pathInRun, sha256: sha256Hex })).min(mostSubjects + 1),
});

/** Reads such a list. Throws a Failure when it is none. */
export function readSealManifest(text: string): readonly Digested[] {
  const reading = readCanonical(text);
  const parsed = manifestSchema.safeParse('value' in reading ? reading.value : undefined);
  if (parsed.success) return parsed.data.files;
  throw evidenceFailure({
    code: 'evidence.manifest-shape',
    what: 'The list of sealed files cannot be read',
    why: 'problem' in reading ? reading.problem : z.prettifyError(parsed.error),
    fix: 'Restore the file from git or the CI artifact; when no good copy exists, run the direction again.',
  });
}
