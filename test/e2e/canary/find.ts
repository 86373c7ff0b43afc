import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { withoutSequences } from '../../../src/core/untrusted.ts';

/** So many characters of a canary in a row are a find: base64 leaves a few bits at either end. */
const telling = 8;
/** Parts begin at every so-manyth character: a leak of eleven characters holds one. */
const apart = 4;
const deepest = 3;

/** A part of a canary that was found, and through which encodings one gets to it. */
export interface Find {
  readonly where: string;
  readonly by: readonly string[];
  readonly part: string;
}

/** Looks into bytes as they are and, three times over, into whatever in them can be decoded. */
export function findIn(where: string, bytes: Uint8Array, canaries: readonly string[]): readonly Find[] {
  const needle = needleOf(canaries);
  const finds: Find[] = [];
  const seen = new Set<string>();
  const look = (text: string, by: readonly string[]): void => {
    if (text === '' || seen.has(text)) return;
    seen.add(text);
    const [part] = needle.exec(text) ?? [];
    if (part !== undefined) finds.push({ where, by, part });
    if (by.length < deepest) for (const [name, decoded] of decodings(text)) look(decoded, [...by, name]);
  };
  look(Buffer.from(bytes).toString('utf8'), []);
  return finds;
}

/** Every file below a folder: its content, and its path. */
export async function findBelow(folder: string, canaries: readonly string[]): Promise<readonly Find[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const finds = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    const content = entry.isFile() ? await readFile(path) : Buffer.alloc(0);
    return [...findIn(`${name} (its name)`, Buffer.from(name), canaries), ...findIn(name, content, canaries)];
  });
  return (await Promise.all(finds)).flat();
}

/** One pass over a text, however many canaries there are. */
function needleOf(canaries: readonly string[]): RegExp {
  const parts = canaries.flatMap((canary) =>
    Array.from({ length: Math.floor((canary.length - telling) / apart) + 1 }, (_, index) =>
      canary.slice(index * apart, index * apart + telling),
    ),
  );
  return new RegExp([...new Set(parts)].map((part) => escaped(part)).join('|'));
}

/** What can be decoded in a text, and nothing of the rest; empty when nothing can. */
function decodings(text: string): readonly (readonly [string, string])[] {
  return [
    ['base64', each(text, /[A-Za-z0-9+/_-]{12,}/g, base64)],
    ['hex', each(text, /(?:[0-9a-f]{2}){8,}/gi, fromHex)],
    ['percent', wordsWith(text, '%', percent)],
    ['json', linesWith(text, '\\', (line) => line.replaceAll(/\\(u[0-9a-f]{4}|.)/gi, unescape))],
    ['html', linesWith(text, '&', (line) => line.replaceAll(/&(#?\w+);/g, entity))],
    ['shell', linesWith(text, String.raw`'\''`, (line) => line.replaceAll(String.raw`'\''`, "'"))],
    ['utf-16', linesWith(text, '\0', (line) => line.replaceAll('\0', ''))],
    ['utf-16, shown', linesWith(text, '␀', (line) => line.replaceAll('␀', ''))],
    ['colours', linesWith(text, '\u001B', withoutSequences)],
    ['colours, shown', linesWith(text, '␛', (line) => withoutSequences(line.replaceAll('␛', '\u001B')))],
  ];
}

function linesWith(text: string, sign: string, decode: (line: string) => string): string {
  return text.includes(sign)
    ? text
        .split('\n')
        .filter((line) => line.includes(sign))
        .map(decode)
        .join('\n')
    : '';
}

function wordsWith(text: string, sign: string, decode: (line: string) => string): string {
  return linesWith(text.replaceAll(/\s+/g, '\n'), sign, decode);
}

function each(text: string, encoded: RegExp, decode: (run: string) => string): string {
  return Array.from(text.matchAll(encoded), ([run]) => decode(run)).join('\n');
}

/** At each of four places in a run, since nobody says where a group of four begins. */
function base64(run: string): string {
  return [0, 1, 2, 3].map((skipped) => Buffer.from(run.slice(skipped), 'base64').toString('utf8')).join('\n');
}

function fromHex(run: string): string {
  return Buffer.from(run, 'hex').toString('utf8');
}

function percent(word: string): string {
  return word.replaceAll('+', ' ').replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => fromHex(run.replaceAll('%', '')));
}

function entity(whole: string, name: string): string {
  return entities[name] ?? whole;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unescape(_whole: string, sign: string): string {
  if (/^u..../i.test(sign)) return String.fromCharCode(Number.parseInt(sign.slice(1), 16));
  return escapes[sign] ?? sign;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
