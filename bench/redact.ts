import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Secret } from '../src/core/secret.ts';
import { createRedactor } from '../src/evidence/redact.ts';
import { rules } from '../src/evidence/redact/rules/rules.ts';
import { createSequenceFilter } from '../src/services/process/without-sequences.ts';
import { patternsOf } from '../src/evidence/redact/values/patterns.ts';

/**
 * Redaction of a stream in 64 KiB chunks with 200 secrets and all rules, beside a plain copy of the same bytes. The time is
 * the processor's, so that a busy machine does not blur it: megabytes a second on one core.
 */
const goal = 200;
const megabytes = 256;
const secrets = Array.from({ length: 200 }, (_, index) => new Secret(`SECRET_${index}`, valueOf(index)));
const log = filled(
  '2026-11-23T03:15:00Z info  app[3d8d9e1f] iad request_id=01JD8Z method=GET path=/api/ideas status=200 ms=12.4\n',
);
const prose = filled(
  'What a child prints is untrusted: the workflow commands in it are disarmed, and see https://example.com/docs for more.\n',
);
const withSecret = Buffer.from(log);
Buffer.from(secrets[7]?.reveal() ?? '').copy(withSecret, 1000);
Buffer.from(`ghp_${'a1B2'.repeat(9)}`).copy(withSecret, 30_000);

function filled(line: string): Buffer {
  return Buffer.from(line.repeat(Math.ceil(65_536 / line.length)).slice(0, 65_536));
}

function valueOf(index: number): string {
  // The shortest value that is taken sets how far the search may jump.
  if (index === 1) return randomBytes(6).toString('base64');
  if (index % 20 === 0)
    return generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
  if (index % 5 === 0) return `postgres://app:${randomBytes(18).toString('base64')}@db.example.com:5432/app`;
  if (index % 3 === 0) return `eyJhbGciOiJIUzI1NiJ9.${randomBytes(90).toString('base64url')}`;
  return randomBytes(20).toString('hex');
}

function speed(bytes: Uint8Array, pass: (bytes: Uint8Array) => Uint8Array): number {
  for (let index = 0; index < 256; index += 1) pass(bytes);
  const before = process.cpuUsage();
  for (let index = 0; index < megabytes * 16; index += 1) pass(bytes);
  const { user, system } = process.cpuUsage(before);
  return megabytes / ((user + system) / 1e6);
}

const built = performance.now();
const redactor = createRedactor(secrets);
redactor.text('the search is made with its first use');
const buildMs = performance.now() - built;
/** As a child's output goes: without colours, then redacted. */
const redacted = (bytes: Uint8Array): Uint8Array => {
  const plain = createSequenceFilter();
  const stream = redactor.stream();
  const output = stream.push(plain.push(bytes));
  stream.push(plain.end());
  stream.end();
  return output;
};
console.log(
  `${secrets.length} secrets in ${patternsOf(secrets).length} forms and ${rules.length} rules, ready in ${buildMs.toFixed(0)} ms`,
);
const copy = speed(log, (bytes) => Uint8Array.from(bytes));
const speeds = [
  { what: 'a log', value: speed(log, redacted) },
  { what: 'prose with an address a line', value: speed(prose, redacted) },
  { what: 'a log, two secrets in each 64 KiB', value: speed(withSecret, redacted) },
];
for (const { what, value } of speeds)
  console.log(`${what.padEnd(36)} ${value.toFixed(0)} MB/s, ${(copy / value).toFixed(1)}x the time of a copy`);
console.log(`goal: at least ${goal} MB/s`);
process.exitCode = speeds.every(({ value }) => value >= goal) ? 0 : 1;
