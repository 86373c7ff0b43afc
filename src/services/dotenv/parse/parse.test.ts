import { describe, expect, it } from 'vitest';
import { asDotenv, asExported, asFlyctl, type Reading } from '../testing/readers.ts';
import { hazards } from './hazards.ts';
import { parseDotenv } from './parse.ts';

const parse = (text: string | Uint8Array) => parseDotenv(typeof text === 'string' ? Buffer.from(text) : text, 'a.env');
const codes = (text: string | Uint8Array) => parse(text).problems.map(({ code }) => code.replace('secrets.env-', ''));

/** What dotenv, flyctl and `export $(… | xargs)` read, and why we refuse: the same text, three values. */
const table: [text: string, dotenv: string, flyctl: string, shell: string, hazard: string][] = [
  ['A=pa#ss', 'pa', 'pa', 'pa#ss', 'hash'],
  ['A="l1\\nl2"', 'l1\nl2', 'l1\\nl2', 'l1\\nl2', 'backslash'],
  ['export A=1', '1', '(no A)', '1', 'export'],
  ['A=ab  ', 'ab', 'ab  ', 'ab', 'space-around'],
  ['A=a b', 'a b', 'a b', 'a', 'space-inside'],
  ['A={"k":"v #1"}', '{"k":"v', '{"k":"v #1"}', '{k:v', 'hash'],
  ['A="l1\nl2"', 'l1\nl2', '(error)', '(no A)', 'unclosed'],
];

const valueOf = (read: (text: string) => Reading, text: string): string => {
  try {
    return read(text).get('A') ?? '(no A)';
  } catch {
    return '(error)';
  }
};

describe('what three programs read differently', () => {
  it.each(table)('%j is read as %j by dotenv, as %j by flyctl, as %j in a shell', (text, dotenv, flyctl, shell) => {
    expect(valueOf(asDotenv, text)).toBe(dotenv);
    expect(valueOf(asFlyctl, text)).toBe(flyctl);
    expect(valueOf(asExported, text)).toBe(shell);
  });
  it.each(table)('%j is refused', (text, _dotenv, _flyctl, _shell, hazard) => {
    expect(codes(text)).toContain(hazard);
    expect(parse(text).entries).toEqual([]);
  });
});

describe('every hazard', () => {
  const refused: Record<keyof typeof hazards, (string | Uint8Array)[]> = {
    'no-equals': ['A', 'A: b', '<<EOF'],
    export: ['export A=1', 'export  A="b"'],
    key: ['1A=b', 'A.B=c', 'A-B=c', '=b', 'A B=c', '"A"=b', '_=b'],
    'leading-space': [' A=b', '  # a comment', ' '],
    'duplicate-key': ['A=b\nA=c', 'A=b\nA=b', 'API_KEY=b\napi_key=c'],
    empty: ['A=', 'A=""', "A=''", 'A="  "'],
    'space-around': ['A =b', 'A= b', 'A=b ', 'A="b" '],
    'space-inside': ['A=b c'],
    hash: ['A=b#c', 'A=b #c', 'A=#b'],
    expansion: ['A=$B', 'A=b$', 'A=${B}', 'A="$(id)"', 'A=`id`', 'A="b$c"'],
    backslash: ['A=b\\c', 'A="b\\tc"', 'A=b\\'],
    special: [
      'A=b"c"',
      "A=b'c",
      'A=b&c',
      'A=b;c',
      'A=b|c',
      'A=<b>',
      'A=(b)',
      'A=[b]',
      'A={b,c}',
      'A=b*',
      'A=b?c=d',
      'A=~/b',
      'A==b',
    ],
    unclosed: ['A="b', "A='b", 'A="'],
    'quote-inside': ['A="b"c"', "A='b'c'", 'A="""b', 'A="b\\"c"'],
    'comment-after': ['A="b" # c', "A='b' # it's c", 'A="b"#c', 'A="b" # "c"'],
    'backslash-end': ["A='b\\'", 'A="b\\"'],
    'carriage-return': ['A=b\r\n', 'A=b\rB=c'],
    control: ['A=b\0c', 'A=b\tc', 'A="\x1b[31m"', '# a\0b', '# a\u2028A=b', '\tA=b'],
    'not-ascii': ['A=pässword', 'A="“b”"', 'A=b\u00a0c'],
    'long-line': [`A=${'b'.repeat(60_000)}`],
    'byte-order-mark': ['\uFEFFA=b'],
    'not-utf8': [Uint8Array.from([0x41, 0x3d, 0xff, 0xfe])],
    'no-secret': ['', '\n\n', '# nothing\n'],
  };
  it.each(Object.entries(refused).flatMap(([hazard, texts]) => texts.map((text) => [hazard, text] as const)))(
    '%s: %j',
    (hazard, text) => {
      expect(codes(text)).toEqual([hazard]);
    },
  );
  it.each(Object.entries(hazards))('%s says why and what to do', (_name, { why, fix }) => {
    expect(why).not.toBe('');
    expect(fix).toMatch(/[.:]$/);
  });
});

describe('what is read', () => {
  it.each([
    ['A=b', 'b'],
    ['A=b=', 'b='],
    ['A=sk_live-1.2:3/4+5@6,7%8^9!', 'sk_live-1.2:3/4+5@6,7%8^9!'],
    ['A="b c"', 'b c'],
    ['A="postgres://u:p@h/d?a=b&c=d#e"', 'postgres://u:p@h/d?a=b&c=d#e'],
    [`A="it's"`, "it's"],
    [`A='{"k":"v #1"}'`, '{"k":"v #1"}'],
    [`A='$1\\n\`'`, '$1\\n`'],
  ])('%j', (text, value) => {
    expect(parse(`# a comment, ünï\tcode\n\n${text}\n`)).toEqual({
      entries: [{ key: 'A', value, line: 3 }],
      problems: [],
    });
  });
  it('takes a file without a last line feed, and several keys', () => {
    expect(parse('A=b\nc_2=d').entries.map(({ key }) => key)).toEqual(['A', 'c_2']);
  });
});

describe('what is said', () => {
  it('names the file and every line, and never what stands there', () => {
    const { problems } = parse('GOOD=fine\nTOKEN=hunter2 #x\nexport KEY=swordfish\nhunter3\nGOOD=again\n');
    expect(problems.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(problems[0]).toMatchObject({
      code: 'secrets.env-hash',
      what: 'Line 2 of a.env is refused',
      file: 'a.env',
    });
    expect(JSON.stringify(problems)).not.toMatch(/hunter|swordfish|again|fine/);
  });
});
