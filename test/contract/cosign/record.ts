// Makes the bundles and records what cosign says of them: npm run peers, then `node test/contract/cosign/record.ts`.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { canonicalJson } from '../../../src/core/json.ts';
import { generateKey, publicPem } from '../../../src/evidence/keys.ts';
import { predicateTypes } from '../../../src/evidence/predicate-types.ts';
import { attestSampleRun, writeSampleRun } from '../../../src/evidence/testing/run-folder.ts';
import { callCosign, cosignVersion, folder } from './cosign.ts';

const run = mkdtempSync(join(tmpdir(), 'prestage-cosign-'));
const sample = writeSampleRun(run, 'live');
attestSampleRun(sample);

const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
const bundles = {
  'seal.sigstore.json': 'seals/0001.sigstore.json',
  'task.sigstore.json': 'statements/task-1.sigstore.json',
  'suite.sigstore.json': 'statements/task-2.test-ci.sigstore.json',
  'done.sigstore.json': 'statements/done.sigstore.json',
  'person.sigstore.json': 'statements/attest-3.sigstore.json',
};
for (const [name, path] of Object.entries(bundles)) copyFileSync(join(run, path), join(folder, name));
copyFileSync(join(run, 'direction.md'), join(folder, 'direction.md'));
put('direction-changed.md', readFileSync(join(run, 'direction.md'), 'utf8').replace('[x]', '[ ]'));
for (const key of sample.trust.keys) put(`${key.name}.pub`, publicPem(key));
put('stranger.pub', publicPem(generateKey('stranger', ['run']).trusted));

const seal = readFileSync(join(folder, 'seal.sigstore.json'), 'utf8');
const { payload } = JSON.parse(seal).dsseEnvelope;
const flipped = Buffer.from(payload, 'base64').toString().replace('"count":16', '"count":15');
put('seal-changed.sigstore.json', seal.replace(payload, Buffer.from(flipped).toString('base64')));
put('seal-spaced.sigstore.json', JSON.stringify(JSON.parse(seal), null, 1));
const hinted = JSON.parse(seal);
hinted.verificationMaterial.publicKey.hint = 'another';
put('seal-hint.sigstore.json', canonicalJson(hinted));

function call(name: string, bundle: string, type: string, key = 'runner.pub', file = 'direction.md') {
  const flags = ['--key', key, '--bundle', bundle, '--type', type, '--insecure-ignore-tlog=true'];
  return { name, ...callCosign(['cosign', 'verify-blob-attestation', ...flags, file]) };
}

const cases = [
  call('a seal and a file that it names', 'seal.sigstore.json', predicateTypes.seal),
  call('a task', 'task.sigstore.json', predicateTypes.link),
  call('a suite', 'suite.sigstore.json', predicateTypes.testResult),
  call('the Definition of Done', 'done.sigstore.json', predicateTypes.done),
  call('a person’s word', 'person.sigstore.json', predicateTypes.person, 'qa.pub'),
  call('a changed file', 'seal.sigstore.json', predicateTypes.seal, 'runner.pub', 'direction-changed.md'),
  call('a changed payload', 'seal-changed.sigstore.json', predicateTypes.seal),
  call('another key', 'seal.sigstore.json', predicateTypes.seal, 'stranger.pub'),
  call('a person’s word under the runner’s key', 'person.sigstore.json', predicateTypes.person),
  call('another kind of statement', 'seal.sigstore.json', predicateTypes.link),
  call('a bundle with white space', 'seal-spaced.sigstore.json', predicateTypes.seal),
  call('another hint', 'seal-hint.sigstore.json', predicateTypes.seal),
];
put(
  'transcript.json',
  await format(JSON.stringify({ cosign: cosignVersion(), cases }), { parser: 'json', printWidth: 120 }),
);
rmSync(run, { recursive: true });
