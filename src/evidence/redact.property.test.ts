import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Redactor } from '../core/redactor.ts';
import { Secret } from '../core/secret.ts';
import { createRedactor } from './redact.ts';
import { planted } from './redact/testing/planted.ts';

/** Values of few letters, so that they overlap; none that would be refused. */
const value = fc
  .string({ minLength: 8, maxLength: 20, unit: fc.constantFrom('a', 'b', '+', '"', "'", '&') })
  .filter((text) => new Set(text).size > 2);
const values = fc.array(value, { minLength: 1, maxLength: 4 });

/** Text, a value in some form, a secret that only a rule knows, or the beginning of one. */
const piece = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'x', ' ', '@', '/', ':', '\n', '-', '.') }),
  fc.record({ value: fc.nat(), form: fc.nat({ max: 4 }) }),
  fc.record({ planted: fc.constantFrom(...planted), length: fc.option(fc.nat({ max: 400 })) }),
);
const pieces = fc.array(piece, { maxLength: 12 });
const cuts = fc.array(fc.nat({ max: 800 }), { maxLength: 12 });

type Piece = typeof piece extends fc.Arbitrary<infer Some> ? Some : never;

function textOf(parts: readonly Piece[], list: readonly string[]): string {
  return parts.map((part) => partOf(part, list)).join('');
}

function partOf(part: Piece, list: readonly string[]): string {
  if (typeof part === 'string') return part;
  if ('planted' in part) return part.planted.text.slice(0, part.length ?? undefined);
  return formOf(list[part.value % list.length] ?? '', part.form);
}

function formOf(text: string, how: number): string {
  if (how === 1) return Buffer.from(text).toString('base64');
  if (how === 2) return Buffer.from(text).toString('hex');
  if (how === 3) return JSON.stringify(text);
  return how === 4 ? encodeURIComponent(text) : text;
}

function secretsOf(list: readonly string[]): Secret[] {
  return list.map((text, index) => new Secret(`S${index}`, text));
}

function streamed(redactor: Redactor, bytes: Uint8Array, places: readonly number[]): Buffer {
  const stream = redactor.stream();
  const ends = [...places.map((place) => Math.min(place, bytes.length)).toSorted((a, b) => a - b), bytes.length];
  const chunks = ends.map((end, index) => stream.push(bytes.subarray(ends[index - 1] ?? 0, end)));
  return Buffer.concat([...chunks, stream.end()]);
}

describe('whatever passes', () => {
  it('comes to the same wherever it is cut', () => {
    fc.assert(
      fc.property(values, pieces, cuts, (list, parts, places) => {
        const text = textOf(parts, list);
        const whole = createRedactor(secretsOf(list));
        const cut = createRedactor(secretsOf(list));
        expect(streamed(cut, Buffer.from(text), places).toString()).toBe(whole.text(text));
        expect(cut.counts).toEqual(whole.counts);
      }),
      { numRuns: 400 },
    );
  });

  it('holds no value any more, and nothing that a rule knows', () => {
    fc.assert(
      fc.property(values, pieces, (list, parts) => {
        const redacted = createRedactor(secretsOf(list)).text(textOf(parts, list));
        for (const text of list) expect(redacted.replaceAll(/\[redacted:S\d\]/g, '\n')).not.toContain(text);
      }),
      { numRuns: 400 },
    );
  });

  it('is not changed by being redacted again', () => {
    fc.assert(
      fc.property(values, pieces, (list, parts) => {
        const redactor = createRedactor(secretsOf(list));
        const once = redactor.text(textOf(parts, list));
        const { count } = redactor;
        expect(redactor.text(once)).toBe(once);
        expect(redactor.count).toBe(count);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps its bytes when there is no secret in it, UTF-8 or not', () => {
    fc.assert(
      fc.property(values, fc.uint8Array({ maxLength: 2000 }), cuts, (list, bytes, places) => {
        const redactor = createRedactor(secretsOf(list));
        expect(streamed(redactor, bytes, places).equals(bytes)).toBe(redactor.count === 0);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const redactor = createRedactor([]);
        const redacted = redactor.text(text);
        expect(redacted === text).toBe(redactor.count === 0);
      }),
    );
  });
});
