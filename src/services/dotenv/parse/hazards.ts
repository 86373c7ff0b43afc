/** A line, or a file, that programs which read .env files read differently; or that means nothing as a secret. */
export interface Hazard {
  readonly why: string;
  readonly fix: string;
}

const doubleQuote = 'Put the value in double quotes: KEY="value".';
const singleQuote = "Put the value in single quotes: KEY='value'.";
const oneLine = 'Keep the value on one line. For a key in PEM, keep it in base64, and decode it where it is used.';

/** Every one is refused. Names are the last part of a failure's code: `secrets.env-export`. */
export const hazards = {
  // The line.
  'no-equals': { why: 'it has no `=`, and is no comment', fix: 'Write KEY=value, or take the line out.' },
  export: {
    why: 'dotenv drops the word `export`, flyctl makes it a part of the name',
    fix: 'Take the word `export` out. To load the file in a shell: `set -a; . FILE; set +a`.',
  },
  key: {
    why: 'what stands before `=` is no name: dotenv takes spaces, dots and dashes that a shell refuses',
    fix: 'Use letters, digits and `_`, beginning with a letter, right up to the `=`.',
  },
  'leading-space': {
    why: 'dotenv drops the space that the line begins with, others make it a part of the name or of the comment',
    fix: 'Begin the line at its first column.',
  },
  'duplicate-key': {
    why: 'the key stands in an earlier line too: some programs take the first, others the last',
    fix: 'Keep one of the lines. Keys that differ in capitals alone count as the same.',
  },
  // The value.
  empty: {
    why: 'the value is empty, and an empty credential fails late and far from here',
    fix: 'Give the value, or take the line out.',
  },
  'space-around': {
    why: 'a space beside the `=` or at the end of the line belongs to the value for some programs and not for others',
    fix: `Take the space out. If it belongs to the value: ${doubleQuote}`,
  },
  'space-inside': { why: 'a shell ends the value at the space', fix: doubleQuote },
  hash: {
    why: 'a `#` in a value without quotes begins a comment for dotenv and flyctl, and not for a shell',
    fix: `${doubleQuote} A comment goes on a line of its own.`,
  },
  expansion: {
    why: 'a shell, and many readers of .env files, put something else in the place of `$…` and of back-ticks',
    fix: singleQuote,
  },
  backslash: {
    why: 'a backslash is kept by flyctl, dropped by a shell, and `\\n` is a line feed for dotenv',
    fix: `${singleQuote} If it stands for a line feed: ${oneLine}`,
  },
  special: {
    why: 'a character of the value means something to a shell: quotes, brackets, `&`, `;`, `|`, `<`, `>`, `*`, `?`, `~`, or `=` at the start',
    fix: `${singleQuote} With a single quote in it, ${doubleQuote.replace('Put', 'put')}`,
  },
  unclosed: {
    why: 'the quote that the value begins with is not closed on this line: dotenv reads on, flyctl drops the secret, a shell fails',
    fix: `Close the quote. ${oneLine}`,
  },
  'comment-after': {
    why: 'a comment stands behind the quotes: dotenv drops it, flyctl keeps the quotes as a part of the value then',
    fix: 'Put the comment on a line of its own, above: `# what it is for`, then KEY="value". If the `#` belongs to the value, close the quotes behind it.',
  },
  'quote-inside': {
    why: 'the quote that the value begins with stands inside of it too',
    fix: 'Use the other kind of quotes. A value with both kinds cannot be kept in a .env file: keep it in base64.',
  },
  'backslash-end': {
    why: 'dotenv takes a backslash before the closing quote for a quote that is part of the value',
    fix: 'Such a value cannot be kept in a .env file: keep it in base64, and decode it where it is used.',
  },
  // Bytes.
  'carriage-return': {
    why: 'it ends in a carriage return, as Windows writes lines; a shell and `gh` make it a part of the value',
    fix: 'Save the file with line feeds alone.',
  },
  control: {
    why: 'a character in it is not printed: a tab, a NUL, an escape; programs cut, drop or keep it',
    fix: 'Take it out. A value that holds one cannot be kept in a .env file: keep it in base64.',
  },
  'not-ascii': {
    why: 'a character is not ASCII: some programs take parts of it for a space, and HTTP headers cannot carry it',
    fix: 'Take it out. If it belongs to the value, keep it in base64, and decode it where it is used.',
  },
  'long-line': {
    why: 'the line has more than 60,000 characters: flyctl drops it, and all that follow, without a word',
    fix: 'Keep something smaller: no credential is that long.',
  },
  'byte-order-mark': {
    why: 'it begins with a byte order mark, which some programs make a part of the first key',
    fix: 'Save the file as UTF-8 without a byte order mark.',
  },
  'not-utf8': { why: 'its bytes are not UTF-8 text', fix: 'Save the file as plain ASCII text.' },
  'no-secret': {
    why: 'there is no KEY=value in it',
    fix: 'Write KEY=value into it, or remove the file.',
  },
} as const satisfies Record<string, Hazard>;

export type HazardName = keyof typeof hazards;
