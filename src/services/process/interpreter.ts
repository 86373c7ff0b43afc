import { closeSync, openSync, readSync } from 'node:fs';

/** What runs a script: a name that is looked up on PATH (`#!/usr/bin/env node`), or a path. */
export interface Interpreter {
  readonly name?: string;
  readonly path?: string;
}

const longestLine = 256;

/** Reads the first line of a program; undefined for one that is no script or cannot be read. */
export function interpreterOf(program: string): Interpreter | undefined {
  const line = /^#!\s*(\S+)(?:\s+(.*))?$/m.exec(firstBytes(program).split('\n')[0] ?? '');
  if (line === null) return undefined;
  const [, path = '', words = ''] = line;
  if (!path.endsWith('/env')) return { path };
  const name = words.split(/\s+/).find((word) => word !== '' && !word.startsWith('-') && !word.includes('='));
  return name === undefined ? { path } : { name, path };
}

function firstBytes(path: string): string {
  const bytes = Buffer.alloc(longestLine);
  try {
    const file = openSync(path, 'r');
    try {
      return bytes.toString('latin1', 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
