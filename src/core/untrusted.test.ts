import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { disarmLines, printable, safeLine, safeLines, withoutSequences } from './untrusted.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(':', '#', '[', ' ', '\n', '\r', '\t', '\u001B', '\u200B', '\u200D', '\u0085', 'm'),
  }),
);

describe('printable', () => {
  test.each([
    ['\u001B[31mred\u0007', '␛[31mred␇'],
    ['a\r\nb\tc\rd', 'a\nb\tc␍d'],
    ['invoice\u202Egpj.exe', 'invoice[U+202E]gpj.exe'],
    ['\u2066hidden\u2069', '[U+2066]hidden[U+2069]'],
    ['pay\u200Bpal \uFEFF', 'pay[U+200B]pal [U+FEFF]'],
    ['\u007F\u0085\uD800', '␡[U+0085][U+D800]'],
    ['\u{E0041}', '[U+E0041]'],
  ])('%j reads %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves words of any script, and joined emoji, as they are', () => {
    for (const text of ['naïve — “quoted”', 'שלום עולם', '日本語', '👩‍🚀', 'नमस्ते']) expect(printable(text)).toBe(text);
  });

  it('leaves nothing invisible, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[^\P{Cc}\n\t]|[^\P{Cf}\u200C\u200D]/u);
        expect(shown.isWellFormed()).toBe(true);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });
});

describe('safeLine', () => {
  it('takes out escape sequences, the whole of them', () => {
    expect(safeLine('\u001B[31mred\u001B[0m \u001B]8;;http://evil\u0007link\u001B]8;;\u0007')).toBe('red link');
    expect(safeLine('\u009B1Kx \u0090q\u009Cy \u001B(Bz \u001B]0;never ended')).toBe('x y z 0;never ended');
  });
  it('folds line breaks, so that a title cannot forge a second line', () => {
    expect(safeLine('one\r\ntwo\u2028three')).toBe('one two three');
  });
  it('takes out what turns text around or has no width', () => {
    expect(safeLine('safe\u202Egpj\u200B.exe')).toBe('safegpj.exe');
  });
  it('disarms workflow commands, indented ones too', () => {
    expect(safeLine('::error::gone')).toBe(': :error::gone');
    expect(safeLines('  ::add-mask::x')).toEqual(['  : :add-mask::x']);
    expect(safeLine('see ##[error]x and ##vso[task.setvariable]')).toBe('see # #[error]x and # #vso[task.setvariable]');
  });
  it('disarms them after a carriage return, behind colours and behind what has no width', () => {
    expect(safeLines('10%\r::error::x')).toEqual(['10%', ': :error::x']);
    expect(safeLines('\u001B[0m::error::x')).toEqual([': :error::x']);
    expect(safeLines('#\u001B[1m#[error]x')).toEqual(['# #[error]x']);
    expect(safeLines('\u200D:\u200D:error::x')).toEqual(['\u200D: \u200D:error::x']);
  });
  it('leaves plain words alone', () => {
    expect(safeLine('Größe: a::b, Ångström 日本語 👩‍🚀')).toBe('Größe: a::b, Ångström 日本語 👩‍🚀');
  });
  it('never gives a control character or a command back', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const line of [safeLine(text), ...safeLines(text)]) {
          expect(line).not.toMatch(/\p{Cc}/u);
          expect(line).not.toMatch(/##\[/u);
          expect(line.replaceAll(/[\s\p{Cf}]/gu, (sign) => (/\s/u.test(sign) ? ' ' : '')).trimStart()).not.toMatch(
            /^::/u,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});

it('leaves the text between sequences', () => {
  expect(withoutSequences('\u001B[1;31mab\u001B[0mcd')).toBe('abcd');
});

it('disarms every line and keeps the rest as it is', () => {
  expect(disarmLines('a::b\n ::warning::c\n\t::d')).toBe('a::b\n : :warning::c\n\t: :d');
});
