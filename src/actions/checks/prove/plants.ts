import { posix } from 'node:path';
import { canaries } from '../../guard/scan/canaries.ts';
import type { Kind, Leaf } from './leaves.ts';

/** A file that a script must turn red for, and name. */
export interface Plant {
  readonly kind: Kind;
  readonly path: string;
  readonly text: string;
}

/** What every planted file's name begins with: a script that names it has seen it. */
export function nameOf(kind: Kind): string {
  return `prestage-planted-${kind}`;
}

/** More than this are as good as all: each kind of file beside the first of its kind in each folder at the top. */
const most = 60;

const untidy: Readonly<Record<string, string>> = {
  '.js': 'export   const planted = [1,2 ]\n',
  '.mjs': 'export   const planted = [1,2 ]\n',
  '.cjs': 'exports.planted  =  [1,2 ]\n',
  '.ts': 'export   const planted = [1,2 ]\n',
  '.tsx': 'export   const planted = [1,2 ]\n',
  '.json': '{"planted":   [1,2]}\n',
  '.md': '#   Planted\n* a\n\n\n\n* b\n',
  '.css': '.planted{color:red}\n',
};

const code = ['.js', '.mjs', '.cjs', '.ts', '.tsx'];

/** What to plant of a kind, beside files that the workspace has, as the programs take only what their patterns name. */
export function plantsOf({ kind, words }: Leaf, files: readonly string[]): readonly Plant[] {
  if (kind === 'format') return beside(files, Object.keys(untidy), kind, (extension) => untidy[extension] ?? '');
  if (kind === 'lint') return beside(files, code, kind, () => 'debugger;\n');
  if (kind === 'test') return testPlants(words, files);
  if (kind === undefined) return [];
  const atTop = { kind, path: `${nameOf(kind)}.txt`, text: secret() };
  return [atTop, ...beside(files, [...code, '.md', '.json'], kind, secret)];
}

function secret(): string {
  return canaries()[0]?.text ?? '';
}

function beside(
  files: readonly string[],
  extensions: readonly string[],
  kind: Kind,
  text: (extension: string) => string,
): readonly Plant[] {
  const places = new Map<string, string>();
  for (const file of files) {
    const extension = posix.extname(file);
    const place = `${file.split('/', 1)[0] === file ? '' : file.split('/', 1)[0]} ${extension}`;
    if (extensions.includes(extension) && !places.has(place)) places.set(place, file);
  }
  return [...places.values()].slice(0, most).map((file) => {
    const extension = posix.extname(file);
    return { kind, path: posix.join(posix.dirname(file), nameOf(kind) + extension), text: text(extension) };
  });
}

const testFile = /(?:\.|[-_])(?:test|spec)\.[cm]?[jt]sx?$|(?:^|\/)(?:tests?|__tests__)\/[^/]*\.[cm]?[jt]sx?$/;

/** A test that fails, in each folder of tests, with each ending that they have there: `.test.js`, `_spec.ts`. */
function testPlants(words: string, files: readonly string[]): readonly Plant[] {
  const paths = files
    .filter((file) => testFile.test(file))
    .map((file) => posix.join(posix.dirname(file), nameOf('test') + (ending.exec(posix.basename(file))?.[0] ?? '')));
  return [...new Set(paths)].slice(0, most).map((path) => ({ kind: 'test', path, text: failingTest(words) }));
}

const ending = /(?:[._-][A-Za-z]+)?\.[cm]?[jt]sx?$/;

function failingTest(words: string): string {
  const fails = `('${nameOf('test')}', () => {\n  throw new Error('planted');\n});\n`;
  if (/\bvitest\b/.test(words)) return `import { it } from 'vitest';\n\nit${fails}`;
  if (/\b(?:jest|mocha)\b/.test(words)) return `it${fails}`;
  // Whether the file is a module or not.
  return `import('node:test').then(({ test }) => test${fails.replace(/;\n$/, ');\n')}`;
}
