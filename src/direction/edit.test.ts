import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { replaceBody, setLabelled } from './edit.ts';
import { bodyOf } from './parts/sections.ts';
import { renderDirection } from './render.ts';
import { manager, orderOf } from './testing/orders.ts';

const crlf = manager.replaceAll('\n', '\r\n');

test('edits change their ranges alone', () => {
  const order = orderOf(manager);
  const { length } = order.source;
  const cuts = fc
    .uniqueArray(fc.nat(length), { minLength: 2, maxLength: 12 })
    .map((at) => at.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(cuts, fc.string(), (at, text) => {
      const edits = at.slice(0, at.length - (at.length % 2)).flatMap((start, index) => {
        const end = at[index + 1];
        return index % 2 === 0 && end !== undefined ? [{ start, end, text }] : [];
      });
      const rendered = renderDirection(order, edits.toReversed());
      let shift = 0;
      let kept = 0;
      for (const { start, end } of edits) {
        expect(rendered.slice(kept + shift, start + shift)).toBe(manager.slice(kept, start));
        expect(rendered.slice(start + shift, start + shift + text.length)).toBe(text);
        shift += text.length - (end - start);
        kept = end;
      }
      expect(rendered.slice(kept + shift)).toBe(manager.slice(kept));
    }),
  );
});

test.each([
  [
    'overlap',
    [
      { start: 0, end: 5, text: '' },
      { start: 4, end: 6, text: '' },
    ],
  ],
  ['stand outside', [{ start: 0, end: 1_000_000, text: '' }]],
  ['run backwards', [{ start: 5, end: 4, text: '' }]],
])('edits that %s are refused', (_, edits) => {
  expect(() => renderDirection(orderOf(manager), edits)).toThrow(RangeError);
});

test.each([
  ['LF', manager],
  ['CRLF', crlf],
])('a section’s body is replaced, in a file with %s', (_, text) => {
  const order = orderOf(text);
  const after = renderDirection(order, [replaceBody(order, 'objective', '\nNew words,\ntwo lines.\n\n')]);
  const [before, rest] = [text.slice(0, text.indexOf('Replace')), text.slice(text.indexOf('## Current Tasks'))];
  const ending = text.includes('\r') ? '\r\n' : '\n';
  expect(after).toBe(`${before}New words,${ending}two lines.${ending}${ending}${rest}`);
  expect(bodyOf(orderOf(after), 'objective')).toBe(`New words,${ending}two lines.`);
});

test('the last section’s body is replaced, with and without a last line ending', () => {
  for (const text of [manager, manager.trimEnd(), manager.slice(0, manager.indexOf('- 2025-10-17: V')).trimEnd()]) {
    const order = orderOf(text);
    const after = renderDirection(order, [replaceBody(order, 'changeLog', '- 2025-10-18: new')]);
    expect(after).toBe(manager.replace('- 2025-10-17: Version 1.1 — Template rewrite.', '- 2025-10-18: new'));
  }
});

test('a section that is not there cannot be edited', () => {
  const order = orderOf(manager.replace('## Objective', '## Aim'));
  expect(() => replaceBody(order, 'objective', 'x')).toThrow('The direction has no section "Objective"');
});

test.each([
  ['LF', manager, '\n'],
  ['CRLF', crlf, '\r\n'],
])('labelled lines are set, in a file with %s', (_, text, ending) => {
  const order = orderOf(text);
  const after = renderDirection(order, [
    setLabelled(order, 'metadata', 'Version', '1.2'),
    setLabelled(order, 'metadata', 'Reviewer', 'QA'),
    setLabelled(order, 'constraints', 'budget', '≤ 5 minutes'),
    setLabelled(order, 'risk', 'Owner', 'QA'),
  ]);
  expect(after).toBe(
    text
      .replace('- **Version:** 1.1', `- **Version:** 1.2${ending}- **Reviewer:** QA`)
      .replace(/- \*\*Budget:.*staged\./, '- **Budget:** ≤ 5 minutes')
      .replace(`and ops docs.${ending}`, `and ops docs.${ending}- **Owner:** QA${ending}`),
  );
});
