import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Keys and values as a program reads them from a file. */
export type Reading = ReadonlyMap<string, string>;

/** As npm's dotenv does: spaces trimmed, `export` dropped, quotes over several lines, `\n` in double quotes, `#` a comment. */
export function asDotenv(text: string): Reading {
  const line =
    /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|`(?:\\`|[^`])*`|[^#\r\n]*)[ \t]*(?:#.*)?$/gm;
  return new Map([...text.matchAll(line)].map(([, key = '', raw = '']) => [key, withoutQuotes(raw.trim())]));
}

function withoutQuotes(raw: string): string {
  const inner = /^(['"`])([\s\S]*)\1$/.exec(raw)?.[2] ?? raw;
  return raw.startsWith('"') ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner;
}

/** As flyctl's `secrets import` does: line by line, names as they stand, no escapes, cut at a `#` that is in no quotes. */
export function asFlyctl(text: string): Reading {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.indexOf('=');
      if (at === -1) throw new Error('Secrets must be provided as NAME=VALUE pairs');
      return [line.slice(0, at), flyctlValue(line.slice(at + 1))];
    }),
  );
}

function flyctlValue(raw: string): string {
  const whole = /^(['"])(.*)\1$/.exec(raw);
  if (whole !== null) return whole[2] ?? '';
  let quote = '';
  for (const [index, letter] of raw.split('').entries()) {
    if (letter === '#' && quote === '') return raw.slice(0, index);
    if (letter === quote) quote = '';
    else if (quote === '' && /['"]/.test(letter)) quote = letter;
  }
  return raw;
}

/** Node's own. */
export function asNode(text: string): Reading {
  return new Map(Object.entries(parseEnv(text)).map(([key, value]) => [key, value ?? '']));
}

/** A real shell: `set -a; . FILE`. */
export function asSourced(text: string): Reading {
  return inShell('sh', text, 'set -a; . ./file');
}

/** A real shell, the way many READMEs tell it. */
export function asExported(text: string): Reading {
  return inShell('bash', text, "export $(grep -v '^#' ./file | xargs)");
}

function inShell(shell: string, text: string, load: string): Reading {
  const folder = mkdtempSync(join(tmpdir(), 'prestage-dotenv-'));
  try {
    writeFileSync(join(folder, 'file'), text);
    const env = { PATH: process.env['PATH'] ?? '' };
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    const printed = execFileSync(shell, ['-c', `${load}; env -0`], { cwd: folder, env, stdio, encoding: 'utf8' });
    const pairs = printed.split('\0').filter((pair) => pair !== '');
    return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
