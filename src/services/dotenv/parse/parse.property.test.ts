import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDotenv, asExported, asFlyctl, asNode, asSourced, type Reading } from '../testing/readers.ts';
import { parseDotenv } from './parse.ts';

/** What stands after `=`: much of it full of traps. */
const trap = fc.string({
  unit: fc.constantFrom(...`'"\\$\`# =!&;|<>(){}[]*?~^%@-+,.:/aB7\té`.split('')),
  maxLength: 12,
});
const quoted = (quote: string) => trap.map((text) => `${quote}${text}${quote}`);
const raw = fc.oneof(trap, quoted("'"), quoted('"'), fc.string({ unit: 'grapheme', maxLength: 8 }));

/** The file of all lines that are accepted by themselves, and what we read from it. */
function accepted(raws: readonly string[]): { text: string; ours: Map<string, string> } {
  const lines = raws
    .map((each, index) => `KEY_${index}=${each}`)
    .filter((line) => parseDotenv(Buffer.from(line), 'x.env').problems.length === 0);
  const text = `${lines.join('\n')}\n`;
  return { text, ours: new Map(parseDotenv(Buffer.from(text), 'x.env').entries.map(({ key, value }) => [key, value])) };
}

/** Of what a program reads, the keys that are ours: a shell has variables of its own. */
function of(ours: Reading, theirs: Reading): Reading {
  return new Map([...ours.keys()].map((key) => [key, theirs.get(key) ?? '(not there)']));
}

/** All programs of the table, and Node and a real shell beside them. */
const readers = { asDotenv, asFlyctl, asNode, asSourced };

describe('what is accepted', () => {
  it('is read as the same value by all', () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.array(raw, { minLength: 60, maxLength: 60 }), (raws) => {
        const { text, ours } = accepted(raws);
        seen += ours.size;
        for (const [name, read] of Object.entries(readers)) {
          expect({ name, text, values: of(ours, read(text)) }).toEqual({ name, text, values: ours });
        }
      }),
      { numRuns: 60 },
    );
    expect(seen).toBeGreaterThan(300);
  });
  it('is read by `export $(… | xargs)` too, as long as no space is in it', () => {
    fc.assert(
      fc.property(fc.array(raw, { minLength: 60, maxLength: 60 }), (raws) => {
        const { text, ours } = accepted(raws.filter((each) => !/[\s*?[]/.test(each)));
        if (ours.size === 0) return;
        expect({ text, values: of(ours, asExported(text)) }).toEqual({ text, values: ours });
      }),
      { numRuns: 20 },
    );
  });
});

describe('what is refused', () => {
  it('never stands in what is said', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 6, maxLength: 40 }), fc.nat(20), (value, before) => {
        const text = `${'\n'.repeat(before)}TOKEN_${value}`;
        const { problems } = parseDotenv(Buffer.from(text), 'x.env');
        for (const problem of problems) {
          expect(JSON.stringify(problem)).not.toContain(JSON.stringify(value).slice(1, -1));
          expect(problem.file).toBe('x.env');
        }
      }),
    );
  });
  it('is no file that throws: any bytes come back as entries or as problems', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { entries, problems } = parseDotenv(bytes, 'x.env');
        expect(entries.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });
});
