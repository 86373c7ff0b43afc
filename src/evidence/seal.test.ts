import { describe, expect, it } from 'vitest';
import { planSeal, readSealManifest } from './seal.ts';
import { sha256 } from './digest.ts';
import { sealStatement } from './statement.ts';
import { failureOf } from './testing/failure-of.ts';

const digest = 'a'.repeat(64);
const record = {
  run: 'r',
  mode: 'live',
  direction: { path: 'd.md', title: 'D', digest },
  bindingsDigest: digest,
  head: digest,
  count: 3,
} as const;

function files(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    path: `files/${index}`,
    sha256: digest,
    bytes: 1,
  })).toReversed();
}

describe('a seal', () => {
  it('names up to 1,024 files itself, in order', () => {
    const plan = planSeal(1, { record }, files(1024));
    expect(plan).toMatchObject({ path: 'seals/0001.sigstore.json' });
    expect(plan.manifest).toBeUndefined();
    expect(plan.statement.subject.map(({ name }) => name)).toEqual(
      files(1024)
        .map(({ path }) => path)
        .toSorted(),
    );
    expect(plan.statement.predicate).toEqual({
      run: 'r',
      mode: 'live',
      directionDigest: digest,
      bindingsDigest: digest,
      firstSeq: 1,
      lastSeq: 3,
      count: 3,
      head: digest,
    });
  });

  it('names a list of them beyond that', () => {
    const { manifest, statement } = planSeal(12, { record, previous: digest }, files(1025));
    expect(statement.subject).toEqual([
      { name: 'seals/0012.files.json', digest: { sha256: sha256(manifest!.content) } },
    ]);
    expect(statement.predicate.previous).toBe(digest);
    expect(readSealManifest(manifest!.content)).toHaveLength(1025);
    expect(failureOf(() => sealStatement({ record }, files(1025))).code).toBe('evidence.seal-too-many');
  });

  it.each(['', '{}', '{"files":[]}', '{"files":[{"path":"../x"}]}'])('reads no list from %j', (text) => {
    expect(failureOf(() => readSealManifest(text)).code).toBe('evidence.manifest-shape');
  });
});
