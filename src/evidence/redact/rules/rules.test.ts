import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { createRedactor } from '../../redact.ts';
import { formsOf } from '../forms/forms.ts';
import { harmless, planted } from '../testing/planted.ts';
import { rules, ruleSet } from './rules.ts';

describe('a secret that nobody told us', () => {
  test.each(planted)('%#: $rule', ({ rule, text, secret }) => {
    const redactor = createRedactor([]);
    const redacted = redactor.text(`before ${text} after`);
    expect(redacted).not.toContain(secret);
    expect(redacted).toContain(`[redacted:${rule}]`);
    expect(redacted).toMatch(/^before .* after$/s);
    expect(redactor.counts).toEqual(new Map([[rule, 1]]));
  });

  it('leaves what it is known by', () => {
    const redactor = createRedactor([]);
    const url = 'postgres://app:hunter2@db.example.com:5432/app?sslmode=require';
    expect(redactor.text(url)).toBe(url.replace('hunter2', '[redacted:url-password]'));
    expect(redactor.text('Bearer abcdefghij0123456789.')).toBe('Bearer [redacted:bearer]');
  });

  it('is found in what another one keeps', () => {
    const token = planted.find(({ rule }) => rule === 'github-token')?.secret ?? '';
    expect(createRedactor([]).text(`https://${token}:x-oauth-basic@github.com/`)).toBe(
      'https://[redacted:github-token]:[redacted:url-password]@github.com/',
    );
  });

  it('is taken out to its end, however long it is', () => {
    const text = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIi${'abc_'.repeat(50_000)}.sig more`;
    expect(createRedactor([]).text(text)).toBe('[redacted:jwt] more');
  });

  it('is held back to the longest reach of a rule and no longer', () => {
    const stream = createRedactor([]).stream();
    const begun = Buffer.from(`-----BEGIN PRIVATE KEY-----\n${'x y '.repeat(10_000)}`);
    const kept = begun.length - stream.push(begun).length;
    expect(kept).toBeLessThan(Math.max(...rules.map(({ reach }) => reach)));
    expect(Buffer.from(createRedactor([]).stream().push(Buffer.from('see https://example.com/ '))).toString()).toBe(
      'see https://example.com/ ',
    );
  });
});

test.each(harmless)('stays: %s', (text) => {
  expect(createRedactor([]).text(text)).toBe(text);
});

test('an anchor begins with no other, and has three bytes', () => {
  const anchors = rules.flatMap((rule) => rule.anchors);
  const hidden = anchors.filter((anchor, index) =>
    anchors.some((other, at) => at !== index && anchor.startsWith(other)),
  );
  expect(hidden).toEqual([]);
  expect(anchors.filter((anchor) => anchor.length < 3)).toEqual([]);
});

test('the rule set has another version when it is another', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const content = JSON.stringify([
    rules.map(({ name, anchors, head, reach, spans, goesOn }) => [
      name,
      anchors,
      head.source,
      reach,
      bytes.filter((byte) => spans?.(byte) ?? true),
      bytes.filter((byte) => goesOn(byte, 0x0a)),
    ]),
    [...formsOf(`p/ss+"w0rd"\\ <ünï>&?:@ 100%'$\nsecond line`)],
  ]);
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 12);
  expect({ ruleSet, digest }, 'raise ruleSet and note its digest here').toEqual({
    ruleSet: 'prestage-redaction/1',
    digest: '4a5c4c880d47',
  });
});
