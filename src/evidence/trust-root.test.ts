import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generateKey } from './keys.ts';
import { failureOf } from './testing/failure-of.ts';
import { readTrustRoot, renderTrustRoot } from './trust-root.ts';

const one = generateKey('ci', ['run', 'rehearse']).trusted;
const two = generateKey('justin', ['approve', 'attest']).trusted;
const text = renderTrustRoot({ keys: [one, two] });
const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ type: 'spki', format: 'der' });

describe('prestage.keys', () => {
  it('reads back what it writes, and does without ids', () => {
    expect(readTrustRoot(text, 'prestage.keys')).toEqual({ keys: [one, two] });
    expect(readTrustRoot(text.replaceAll(/^ *id: .*\n/gm, ''), 'prestage.keys')).toEqual({ keys: [one, two] });
    expect(readTrustRoot('keys: []\n', 'prestage.keys')).toEqual({ keys: [] });
    expect(text).toMatch(/^# Who may sign/);
  });

  it.each<[string, string, string, number]>([
    ['no YAML', 'keys: [', 'invalid', 1],
    ['nothing', '', 'invalid', 1],
    ['a list', '- a\n', 'invalid', 1],
    ['an unknown field', text.replace('name: justin', 'nome: justin'), 'invalid', 10],
    ['an unknown role', text.replace('- approve', '- admin'), 'invalid', 10],
    ['no role', 'keys:\n  - { name: a, roles: [], publicKey: x }\n', 'invalid', 2],
    ['a runner that approves', text.replace('- rehearse', '- approve'), 'mixed', 4],
    ['an id of another key', text.replace(two.id, one.id), 'invalid', 10],
    [
      'a key on another curve',
      text.replace(`    id: ${two.id}\n`, '').replace(two.publicKey, other.toString('base64')),
      'invalid',
      10,
    ],
    [
      'a key with bytes after it',
      text.replace(
        two.publicKey,
        Buffer.concat([Buffer.from(two.publicKey, 'base64'), Buffer.alloc(1)]).toString('base64'),
      ),
      'invalid',
      10,
    ],
    ['a name twice', text.replace('name: justin', 'name: ci'), 'invalid', 10],
    ['a key twice', renderTrustRoot({ keys: [one, { ...one, name: 'b' }] }), 'invalid', 10],
  ])('refuses %s', (_name, broken, slug, line) => {
    const failure = failureOf(() => readTrustRoot(broken, 'prestage.keys'));
    expect(failure).toMatchObject({ code: `evidence.keys-${slug}`, file: 'prestage.keys', line });
  });
});
