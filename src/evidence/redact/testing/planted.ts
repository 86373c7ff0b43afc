import { generateKeyPairSync } from 'node:crypto';

/** Put together here, so that nobody's scanner takes a file of this repository for a leak. */
const letters = 'a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTuVwXyZ';
const hex = '0123456789abcdef0123456789abcdef01234567';
const payload = Buffer.from('{"sub":"kX9vQ2zR"}').toString('base64url');
const header = Buffer.from('{"alg":"HS256"}').toString('base64url');

/** A secret that nobody told us, in its surroundings: the rule that knows it and what must be gone. */
export interface Planted {
  readonly rule: string;
  readonly text: string;
  readonly secret: string;
}

function whole(rule: string, secret: string): Planted {
  return { rule, text: secret, secret };
}

function within(rule: string, before: string, secret: string, after = ''): Planted {
  return { rule, text: `${before}${secret}${after}`, secret };
}

/** A private key's PEM and its body. */
function key(after: (pem: string) => string): Planted {
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  return { rule: 'private-key', text: after(pem), secret: pem.split('\n')[2] ?? '' };
}

export const planted: readonly Planted[] = [
  whole('supabase-token', `sbp_${hex}`),
  whole('supabase-token', `sbp_v0_${hex}`),
  whole('supabase-secret-key', `sb_secret_${letters}`),
  whole('fly-token', `fo1_${letters}`),
  within('fly-token', 'FlyV1 ', `fm2_${letters}+/==,fm2_${letters}`),
  whole('github-token', `ghp_${letters}`),
  whole('github-token', `ghs_${letters}`),
  whole('github-token', `github_pat_${letters.slice(0, 22)}_${letters}${letters.slice(0, 23)}`),
  whole('aws-key-id', `AKIA${'ABCDEFGH'.repeat(2)}`),
  within('aws-secret-key', '"SecretAccessKey": "', `${letters}/+ab`, '"'),
  within('aws-secret-key', 'aws_secret_access_key = ', `${letters}/+ab`, '\n'),
  whole('slack-token', `xoxb-${letters.slice(0, 12)}-${letters}`),
  within('slack-webhook', 'https://hooks.slack.com/services/', `T0000000/B0000000/${letters.slice(0, 24)}`),
  whole('npm-token', `npm_${letters}`),
  whole('stripe-key', `sk_live_${letters}`),
  whole('google-key', `AIza${letters.slice(0, 35)}`),
  whole('age-key', `AGE-SECRET-KEY-1${'QPZRY9X8GF'.repeat(6).slice(0, 58)}`),
  whole('jwt', `${header}.${payload}.${letters}`),
  within('url-password', 'postgres://app:', 'p%40ss', '@db.example.com/app'),
  within('url-password', 'redis://:', 'an@other', '@cache:6379'),
  within('url-password', String.raw`postgres:\/\/app:`, 'escaped-one', String.raw`@db\/app`),
  within('bearer', 'Authorization: Bearer ', `${letters}._~+/==`),
  within('basic-authorization', '"Authorization":"Basic ', Buffer.from('user:password').toString('base64'), '"'),
  key((pem) => pem),
  key((pem) => JSON.stringify({ key: pem })),
  key((pem) => pem.replaceAll(/^/gm, '    ')),
  key((pem) => pem.replaceAll('\n', ' ')),
  key((pem) => pem.replaceAll(/^/gm, '2026-11-23T03:15:00Z app | ')),
  key((pem) => pem.slice(0, -40)),
  key((pem) => JSON.stringify(pem.slice(0, -40))),
  key((pem) => pem.slice(0, -40).replaceAll('\n', String.raw`\u000a`)),
];

/** What looks like one and is none: it stays as it is. */
export const harmless: readonly string[] = [
  'postgres://postgres:postgres@127.0.0.1:54322/postgres',
  'postgres://app:[YOUR-PASSWORD]@db.example.com',
  'postgres://app:$DB_PASSWORD@db.example.com and {{x}}',
  'postgres://app:${PASSWORD}@db.example.com and https://user:****@host',
  'http://localhost:3000/@scope/package and https://example.com:8080',
  'docker://alpine:3.18@sha256:abcdef',
  'ssh://git@github.com:22/owner/name',
  'Bearer authentication is described in the documentation',
  'Authorization: Basic is what it wants',
  'npm_lifecycle_event npm_config_user_agent sbp_ ghp_ eyJ fo1_short',
  'sha512-eyJhbGciOiJub25lIn0=',
  '-----BEGIN PRIVATE KEY----- and -----END PRIVATE KEY----- stand around it',
  '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUabcdefghijklmnopqrstuvwxyz\n-----END CERTIFICATE-----',
  'AKIAabcdefghABCDEFGH',
  'd3b07384d113edec49eaa6238ad5ff00 c0ffee',
];
