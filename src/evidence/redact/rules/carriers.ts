import { anything, oneOf, token, type Rule } from './rule.ts';

/** A password that stands for one: whoever writes it means "yours here". */
const placeholder = [
  String.raw`\$\{?\w+\}?`,
  String.raw`\{+[^}\s]*\}+`,
  String.raw`\[[^\]\s]*\]`,
  String.raw`%[sv]`,
  String.raw`\*+`,
  String.raw`\.{3}`,
  '[xX]+',
  '(?:your[-_]?|my[-_]?|db[-_]?)?(?:pass(?:word|wd)?|pw|pwd|secret)',
  '(?:YOUR[-_]?|MY[-_]?|DB[-_]?)?(?:PASS(?:WORD|WD)?|PW|PWD|SECRET)',
  'postgres',
].join('|');

/** A user name, or the marker of one. */
const user = String.raw`(?:[^\s:/?#@"'<>\\[\]]|\[redacted:[\w.:/-]{1,100}\]){0,128}`;

/** `://user:PASSWORD@`, in PHP's JSON too. An image's `:tag@sha256:…` is none. */
const password: Rule = token(
  'url-password',
  ['://', String.raw`:\/\/`, String.raw`:\\/\\/`],
  String.raw`(?<kept>:(?:\\{0,2}/){2}${user}:)(?!(?:${placeholder})@)[^\s/?#"'<>\\]{1,512}(?=@(?!sha\d))`,
  { more: '', spans: String.raw`^\s/?#"'<>\\`, reach: 800 },
);

const bearer: Rule = token(
  'bearer',
  ['Bearer ', 'bearer '],
  String.raw`(?<kept>[Bb]earer )(?=[\w.~+/-]{0,63}\d)[\w.~+/-]{20}`,
  { more: String.raw`\w.~+/=-` },
);

const basic: Rule = token(
  'basic-authorization',
  ['Authorization', 'authorization'],
  String.raw`(?<kept>[Aa]uthorization\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?Basic {1,4})[A-Za-z0-9+/]{6}`,
  { more: 'A-Za-z0-9+/=', spans: anything },
);

const armour = String.raw`-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----`;
/** White space and quotes between the lines, and line feeds as JSON and shells write them. */
const gap = String.raw`(?:[\s"'>|+]|\\{1,4}(?:[nr]|u000[ad]|x0[ad]|01[25])){1,64}`;
const headers = String.raw`(?:[A-Za-z-]{1,40}: [^\r\n\\]{0,100}${gap}){0,5}`;
const whole = String.raw`(?=(?:(?!-----)[^]){0,600}?[A-Za-z0-9+/]{16})(?:(?!-----)[^]){16,16000}(?=-----END )`;
const keyLine = oneOf(String.raw`A-Za-z0-9+/=\r\n\\`);
const lineStart = oneOf(String.raw`\r\n \t`);
const indent = oneOf(String.raw` \t`);

/** A private key between its two lines; where the last one is missing, all that goes on like a key. */
const privateKey: Rule = {
  name: 'private-key',
  anchors: ['-----BEGIN '],
  head: new RegExp(`^(?<kept>${armour})(?:${whole}|${gap}${headers}[A-Za-z0-9+/]{16})`),
  reach: 16_384,
  spans: undefined,
  goesOn: (byte, before) => keyLine(byte) || (indent(byte) && lineStart(before)),
};

/** Secrets that are told by what stands around them. */
export const carrierRules: readonly Rule[] = [password, bearer, basic, privateKey];
