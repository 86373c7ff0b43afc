import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { preAuthEncoding } from '../../src/evidence/dsse.ts';
import { publicPem } from '../../src/evidence/keys.ts';
import { writeSampleRun } from '../../src/evidence/testing/run-folder.ts';
import { temporaryFolder } from '../../src/evidence/testing/temporary-folder.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

it.skipIf(!hasOpenssl)('needs openssl: a signature is what `openssl dgst -verify` takes', () => {
  const { folder, trust } = writeSampleRun(temporaryFolder());
  const { dsseEnvelope } = JSON.parse(readFileSync(join(folder, 'seals/0001.sigstore.json'), 'utf8'));
  const signed = preAuthEncoding(Buffer.from(dsseEnvelope.payload, 'base64'));
  const place = temporaryFolder();
  writeFileSync(join(place, 'key.pem'), publicPem(trust.keys[0]!));
  writeFileSync(join(place, 'sig.der'), Buffer.from(dsseEnvelope.signatures[0].sig, 'base64'));
  const dgst = (bytes: Uint8Array) => {
    writeFileSync(join(place, 'pae.bin'), bytes);
    const args = ['dgst', '-sha256', '-verify', 'key.pem', '-signature', 'sig.der', 'pae.bin'];
    return spawnSync('openssl', args, { cwd: place, encoding: 'utf8' });
  };
  expect(dgst(signed)).toMatchObject({ status: 0, stdout: 'Verified OK\n' });
  expect(dgst(Buffer.concat([signed, Buffer.from(' ')])).status).toBe(1);
});
