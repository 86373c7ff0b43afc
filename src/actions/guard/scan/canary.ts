import { randomInt } from 'node:crypto';
import { Failure } from '../../../core/failure.ts';
import type { GitRange } from '../../../services/git/range.ts';
import { scanText } from './scanner.ts';

/**
 * Plants credentials that open nothing and lets them take the way that added lines take. A scanner that does not find them
 * finds nothing, and nobody would know. Throws Failure `guard.scanner-silent`.
 */
export async function proveScanner(git: GitRange): Promise<void> {
  for (const { kind, text } of canaries()) {
    const found = await scanText(await git.echo(text), 'canary.txt');
    if (found.length === 0) throw silent(kind);
  }
}

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

function silent(kind: string): Failure {
  return new Failure({
    code: 'guard.scanner-silent',
    what: 'The scan for secrets finds nothing',
    why: `${kind} was planted, and no rule fired: none is loaded, or something stands between`,
    fix: 'Install what prestage needs anew: `npm ci`; if it stays so, report it as a bug.',
  });
}
