import jsTokens from 'js-tokens';
import type { Ask, Found, Given } from './ask.ts';
import { isOwnName, isSupabaseFunction, isTest } from './own-names.ts';

interface Word {
  readonly text: string;
  readonly line: number;
}

/** `process.env.X`, `process.env['X']`, `import.meta.env.X`, `Deno.env.get('X')`, `{ X } = process.env`: not in comments or strings. */
export function scanJavaScript(text: string, file: string): Found {
  if (!/\benv\b/u.test(text)) return { asks: [], given: [] };
  const words = wordsOf(text);
  const asks: Ask[] = [];
  const given: Given[] = [];
  for (const [at] of words.entries()) {
    const end = environmentAt(words, at);
    if (end === undefined) continue;
    for (const named of namesAt(words, at, end)) {
      if (isOwnName(named.name)) continue;
      const place = { name: named.name, file, line: named.line };
      if (named.isWritten) given.push(place);
      else
        asks.push({
          ...place,
          isOptional: named.isOptional || isTest(file) || isSupabaseFunction(file),
          where: { kind: 'process' },
        });
    }
  }
  return { asks, given };
}

function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let line = 1;
  for (const { type, value } of jsTokens(text)) {
    if (!/Comment|WhiteSpace|LineTerminator/u.test(type)) words.push({ text: value, line });
    line += value.split('\n').length - 1;
  }
  return words;
}

const environments: readonly (readonly string[])[] = [
  ['process', '.', 'env'],
  ['import', '.', 'meta', '.', 'env'],
  ['Deno', '.', 'env'],
];

/** The index behind the words that mean the environment; undefined when they do not stand there. */
function environmentAt(words: readonly Word[], at: number): number | undefined {
  if (words[at - 1]?.text === '.' && words[at - 2]?.text !== 'globalThis') return undefined;
  const found = environments.find((path) =>
    path.every((part, index) => words[at + index]?.text.replace('?.', '.') === part),
  );
  return found === undefined ? undefined : at + found.length;
}

interface Named extends Word {
  readonly name: string;
  readonly isOptional: boolean;
  readonly isWritten: boolean;
}

function namesAt(words: readonly Word[], start: number, end: number): readonly Named[] {
  const member = memberAt(words, end);
  if (member === undefined) return destructured(words, start, end);
  const { word, next } = member;
  const name = word.text.replaceAll(/^["'`]|["'`]$/gu, '');
  if (!/^[A-Za-z_]\w*$/u.test(name)) return [];
  const isWritten = words[next]?.text === '=' || words[start - 1]?.text === 'delete';
  return [{ ...word, name, isOptional: isOptionalBefore(words[next]?.text), isWritten }];
}

/** `.X`, `['X']`, `.get('X')` */
function memberAt(words: readonly Word[], at: number): { word: Word; next: number } | undefined {
  const [dot, first, second, third, fourth] = words.slice(at, at + 5);
  if (dot?.text === '[') return isString(first) && second?.text === ']' ? { word: first, next: at + 3 } : undefined;
  if (dot?.text === '?.' && first?.text === '[')
    return isString(second) && third?.text === ']' ? { word: second, next: at + 4 } : undefined;
  if (dot === undefined || first === undefined || !['.', '?.'].includes(dot.text)) return undefined;
  if (second?.text !== '(') return { word: first, next: at + 2 };
  return first.text === 'get' && isString(third) && fourth?.text === ')' ? { word: third, next: at + 5 } : undefined;
}

function isString(word: Word | undefined): word is Word {
  return word !== undefined && /^["'`]/u.test(word.text);
}

/** A default, or a question whether it is there: the code goes on without it. */
function isOptionalBefore(next: string | undefined): boolean {
  return ['??', '||', '??=', '||=', '?', '?.', '===', '!==', '==', '!='].includes(next ?? '');
}

/** `const { X, Y = 'default', Z: own } = process.env` */
function destructured(words: readonly Word[], start: number, end: number): readonly Named[] {
  if (words[start - 1]?.text !== '=' || words[start - 2]?.text !== '}') return [];
  if (['.', '?.', '['].includes(words[end]?.text ?? '')) return [];
  const open = words.slice(0, start).findLastIndex(({ text }) => text === '{');
  const inside = words.slice(open + 1, start - 2);
  return inside.flatMap((word, index): readonly Named[] => {
    if (index > 0 && inside[index - 1]?.text !== ',') return [];
    if (!/^[A-Za-z_]\w*$/u.test(word.text)) return [];
    const next = inside[index + 1]?.text === ':' ? inside[index + 3]?.text : inside[index + 1]?.text;
    return [{ ...word, name: word.text, isOptional: next === '=', isWritten: false }];
  });
}
