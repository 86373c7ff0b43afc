import { bundleFromJSON } from '@sigstore/bundle';
import { Verifier, toSignedEntity, toTrustMaterial } from '@sigstore/verify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrustRoot } from '../../src/core/trust.ts';
import { listFiles, writeSampleRun } from '../../src/evidence/testing/run-folder.ts';
import { temporaryFolder } from '../../src/evidence/testing/temporary-folder.ts';

/** npm's own verifier, offline and with our keys alone: no log, no certificate, no timestamp. */
function sigstoreVerify(bundle: string, trust: TrustRoot): void {
  const nothing = { mediaType: '', tlogs: [], ctlogs: [], certificateAuthorities: [], timestampAuthorities: [] };
  const keys = trust.keys.map(({ id, publicKey }) => [
    id,
    { rawBytes: Buffer.from(publicKey, 'base64'), keyDetails: 5 },
  ]);
  const material = toTrustMaterial(nothing, Object.fromEntries(keys));
  const verifier = new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
  verifier.verify(toSignedEntity(bundleFromJSON(JSON.parse(bundle))));
}

function sample() {
  const run = writeSampleRun(temporaryFolder());
  const paths = listFiles(run.folder).filter((path) => path.endsWith('.sigstore.json'));
  return { trust: run.trust, bundles: paths.map((path) => readFileSync(join(run.folder, path), 'utf8')) };
}

describe('@sigstore/verify', () => {
  it('accepts every bundle of a run', () => {
    const { trust, bundles } = sample();
    expect(bundles.length).toBeGreaterThan(6);
    for (const bundle of bundles) expect(() => sigstoreVerify(bundle, trust)).not.toThrow();
  });

  it('refuses each of them with one character of its payload exchanged, or under another key', () => {
    const { trust, bundles } = sample();
    const stranger = sample().trust;
    for (const bundle of bundles) {
      const { payload } = JSON.parse(bundle).dsseEnvelope;
      const words = Buffer.from(payload, 'base64').toString().replace('"run":"2026', '"run":"2025');
      const flipped = bundle.replace(payload, Buffer.from(words).toString('base64'));
      expect(flipped).not.toBe(bundle);
      expect(() => sigstoreVerify(flipped, trust)).toThrow('signature verification failed');
      expect(() => sigstoreVerify(bundle, stranger)).toThrow('key not found');
    }
  });
});
