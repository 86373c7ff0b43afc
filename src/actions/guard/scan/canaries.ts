import { randomInt } from 'node:crypto';

/** Made when they are needed: this file holds none. */
export function canaries(): readonly { kind: string; text: string }[] {
  const slack = `${['xox', 'b'].join('')}-${digits(12)}-${digits(12)}-${letters(24)}`;
  const database = `${['postgres', '://canary'].join('')}:${letters(20)}@db.canary.example:5432/postgres`;
  const stripe = `${['sk', 'live'].join('_')}_${letters(24)}`;
  return [
    { kind: 'a token of Slack', text: `token = "${slack}"\n` },
    { kind: 'a token behind a comment that switches rules off', text: `t = "${slack}" // secretlint-disable-line\n` },
    { kind: 'a password in a URL', text: `${database}\n` },
    { kind: 'a key of Stripe', text: `key: ${stripe}\n` },
  ];
}

function digits(many: number): string {
  return Array.from({ length: many }, () => String(randomInt(1, 10))).join('');
}

function letters(many: number): string {
  const from = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
  return Array.from({ length: many }, () => from[randomInt(from.length)] ?? 'a').join('');
}
