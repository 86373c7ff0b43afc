import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TrustRoot } from '../../src/core/trust.ts';
import { openBundle } from '../../src/evidence/bundle.ts';
import { sha256 } from '../../src/evidence/digest.ts';
import { callCosign, cosignVersion, folder, hasCosign, type Recorded } from './cosign/cosign.ts';

const read = (name: string) => readFileSync(join(folder, name));
const transcript: { cosign: string; cases: readonly Recorded[] } = JSON.parse(read('transcript.json').toString());

/** Cosign reads bundles loosely and leaves the hint unread; a changed byte that it passes over is one that we do not. */
const stricterHere: readonly string[] = ['a bundle with white space', 'another hint'];

/** The same question that the recorded argv put to cosign. */
function weAccept(argv: readonly string[]): boolean {
  const flag = (name: string) => argv[argv.indexOf(name) + 1]!;
  try {
    const statement = openBundle(read(flag('--bundle')).toString(), trustIn(flag('--key')), ['run', 'attest']);
    const digest = sha256(read(argv.at(-1)!));
    return (
      statement.predicateType === flag('--type') &&
      statement.subject.some((subject) => subject.digest.sha256 === digest)
    );
  } catch {
    return false;
  }
}

function trustIn(pem: string): TrustRoot {
  const der = createPublicKey(read(pem)).export({ type: 'spki', format: 'der' });
  const roles = pem === 'qa.pub' ? (['attest'] as const) : (['run'] as const);
  return { keys: [{ name: pem, roles, publicKey: der.toString('base64'), id: sha256(der) }] };
}

describe('cosign', () => {
  it('was asked for both answers', () => {
    const answers = transcript.cases.map(({ exitCode }) => exitCode === 0);
    expect(answers.filter(Boolean).length).toBeGreaterThanOrEqual(5);
    expect(answers.filter((accepted) => !accepted).length).toBeGreaterThanOrEqual(5);
    expect(transcript.cosign).toMatch(/^v3\./);
  });

  it.each(transcript.cases)('and we agree on $name', ({ name, argv, exitCode }) => {
    expect(weAccept(argv)).toBe(exitCode === 0 && !stricterHere.includes(name));
  });

  it.skipIf(!hasCosign).each(transcript.cases)(
    'needs cosign: it still says so of $name',
    ({ argv, exitCode, output }) => {
      // Another version may say it in other words.
      const same = cosignVersion() === transcript.cosign ? { exitCode, output } : { exitCode };
      expect(callCosign(argv)).toMatchObject(same);
    },
  );
});
