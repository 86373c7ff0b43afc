import { generateKeyPairSync } from 'node:crypto';
import { Secret } from '../../../src/core/secret.ts';
import { planted } from '../../../src/evidence/redact/testing/planted.ts';

const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** Values that the run knows: a plain one, one that every encoding writes otherwise, and one of several lines. */
export const known: readonly Secret[] = [
  new Secret('CANARY_PLAIN', 'canaryQ7zX2vK9'),
  new Secret('CANARY_AWKWARD', `kanarie/7Qz+"x9\\'K<&2m% Vt$é`),
  new Secret('CANARY_KEY', pem),
];

const tokens = ['supabase-token', 'fly-token', 'github-token', 'jwt', 'bearer', 'url-password', 'private-key'];

/** Secrets that nobody told the run, in their surroundings. */
export const unknown: Readonly<Record<string, string>> = Object.fromEntries(
  planted.filter(({ rule }) => tokens.includes(rule)).map(({ rule, text }, index) => [`${rule}-${index}`, text]),
);

/** What must be found nowhere: the values, the lines of those that have several, and what only a rule knows. */
export const canaries: readonly string[] = [
  ...known.flatMap((secret) => secret.reveal().split('\n')),
  ...planted.filter(({ rule }) => tokens.includes(rule)).map(({ secret }) => secret),
].filter((line) => line.length >= 8 && !line.startsWith('-----'));
