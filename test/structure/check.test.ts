import { describe, expect, test } from 'vitest';
import { checkStructure } from './check.ts';
import { mayImport } from './walls.ts';

/** The rules that fire on one planted file. */
function rulesOn(path: string, text: string): readonly string[] {
  return checkStructure([{ path, text }]).map(({ rule }) => rule);
}

/** Three files, each of which loads the next; `last` is the third's text. */
const ring = (last: string) => [
  { path: 'src/run/a.ts', text: "import { b } from './b.ts';\nexport const a = () => b;" },
  { path: 'src/run/b.ts', text: "import { c } from './c.ts';\nexport const b = () => c;" },
  { path: 'src/run/c.ts', text: last },
];

/** The program's first file, with its text, and a library two files below it. */
const start = (main: string, mdast: string) => [
  { path: 'src/cli/main.ts', text: main },
  { path: 'src/cli/a.ts', text: "import { b } from '../direction/b.ts';\nexport const a = () => b;" },
  {
    path: 'src/direction/b.ts',
    text: `import { fromMarkdown } from '${mdast}';\nexport const b = () => fromMarkdown;`,
  },
];

const rooms = Object.keys(mayImport);
const edges = rooms.flatMap((from) => rooms.map((to) => ({ from, to })));
const fileIn = (room: string) => (room === 'public' ? 'src/public.ts' : `src/${room}/a.ts`);
const nameOf = (room: string) => (room === 'public' ? 'public.ts' : `${room}/b.ts`);

describe('the walls between rooms', () => {
  test.each(edges.filter(({ from, to }) => from !== to))('$from → $to holds in this direction', ({ from, to }) => {
    const up = from === 'public' ? './' : '../';
    const found = rulesOn(fileIn(from), `import { b } from '${up}${nameOf(to)}';`);
    expect(found).toEqual(mayImport[from]?.includes(to) === true ? [] : ['wall']);
  });

  test('the table itself has one direction', () => {
    const below = (room: string): readonly string[] =>
      (mayImport[room] ?? []).flatMap((next) => [next, ...below(next)]);
    expect(rooms.filter((room) => below(room).includes(room))).toEqual([]);
    expect(rooms.filter((room) => mayImport[room]?.some((to) => !rooms.includes(to)))).toEqual([]);
  });

  test.each([
    ['a type', "import type { B } from '../run/b.ts';"],
    ['a type in place', "export type A = import('../run/b.ts').B;"],
    ['a lazy import', "export const load = () => import('../run/b.ts');"],
    ['a re-export', "export { b } from '../run/b.ts';"],
    ['an import for its effect', "import '../run/b.ts';"],
  ])('%s goes through no wall either', (_name, text) => {
    expect(rulesOn('src/direction/a.ts', text)).toEqual(['wall']);
  });

  test('words in comments and strings are no imports', () => {
    const text = "// import { b } from '../run/b.ts'\nexport const a = \"import { b } from '../run/b.ts'\";\n";
    expect(rulesOn('src/direction/a.ts', text)).toEqual([]);
  });

  test('a way out of src/ is a wall', () => {
    expect(rulesOn('src/cli/a.ts', "import { x } from '../../test/x.ts';")).toEqual(['wall']);
  });

  test('a room that nobody knows', () => {
    expect(rulesOn('src/helpers/a.ts', 'export const a = 1;')).toEqual(['room']);
    expect(rulesOn('src/loose.ts', 'export const a = 1;')).toEqual(['room']);
  });

  test('emulators know themselves and their kit', () => {
    expect(rulesOn('src/emulators/smtp/a.ts', "import { k } from '../kit/k.ts';")).toEqual([]);
    expect(rulesOn('src/emulators/catalogue.ts', "import { s } from './smtp/a.ts';")).toEqual([]);
    expect(rulesOn('src/emulators/smtp/a.ts', "import { f } from '../fly/f.ts';")).toEqual(['folder-wall']);
    expect(rulesOn('src/emulators/kit/k.ts', "import { s } from '../smtp/a.ts';")).toEqual(['folder-wall']);
  });
});

describe('what a room may take from Node', () => {
  test.each(['node:fs', 'fs', 'node:fs/promises', 'node:path'])('core imports no %s', (builtin) => {
    expect(rulesOn('src/core/a.ts', `import * as it from '${builtin}';`)).toEqual(['pure']);
  });

  test('direction and page read no files', () => {
    expect(rulesOn('src/direction/a.ts', "import { readFile } from 'node:fs/promises';")).toEqual(['pure']);
    expect(rulesOn('src/page/a.ts', "import { request } from 'node:http';")).toEqual(['pure']);
    expect(rulesOn('src/page/a.ts', "import { createHash } from 'node:crypto';")).toEqual([]);
  });

  test('only services/process starts programs, and the emulator that is one', () => {
    expect(rulesOn('src/actions/a.ts', "import { execa } from 'execa';")).toEqual(['programs']);
    expect(rulesOn('src/run/a.ts', "import { spawn } from 'child_process';")).toEqual(['programs']);
    expect(rulesOn('src/services/process/a.ts', "import { execa } from 'execa';")).toEqual([]);
    expect(rulesOn('src/emulators/smtp/a.ts', "import { spawn } from 'node:child_process';")).toEqual(['programs']);
    expect(rulesOn('src/emulators/postgres/engine/native/a.ts', "import { spawn } from 'node:child_process';")).toEqual(
      [],
    );
    expect(rulesOn('src/actions/a.test.ts', "import { spawn } from 'node:child_process';")).toEqual([]);
  });

  test.each([
    'export const a = process.env;',
    'export const a = { process };',
    'export const a = globalThis.process.pid;',
    "export const a = (b = process['exit']) => b;",
    "import { exit } from 'node:process';",
  ])('only three places touch the process: %s', (text) => {
    expect(rulesOn('src/run/a.ts', text)).toEqual(['process']);
    expect(rulesOn('src/cli/other.ts', text)).toEqual(['process']);
    for (const path of ['src/cli/main.ts', 'src/cli/bin.ts', 'src/services/process/exec.ts', 'src/run/a.test.ts'])
      expect(rulesOn(path, text)).toEqual([]);
  });

  test('a process that is handed in, and a member of that name, are no globals', () => {
    expect(rulesOn('src/cli/a.ts', 'export const a = (process: { exitCode: number }) => process.exitCode;')).toEqual(
      [],
    );
    expect(rulesOn('src/cli/a.ts', 'export const a = (world: { process: number }) => world.process;')).toEqual([]);
    expect(rulesOn('src/cli/a.ts', 'export interface A { process: number }')).toEqual([]);
  });
});

describe('habits', () => {
  test.each([
    ['habit', 'export default 1;'],
    ['habit', 'const a = 1;\nexport { a as default };'],
    ['habit', 'export enum A { b }'],
    ['habit', "console.log('x');"],
    ['habit', "globalThis.console.log('x');"],
    ['barrel', "export * from './b.ts';"],
    ['length', 'export {};\n'.repeat(301)],
    ['testing', "import { a } from './a.test.ts';"],
    ['testing', "import { a } from '../run/testing/a.ts';"],
  ])('%s fires on planted text', (rule, text) => {
    expect(new Set(rulesOn('src/cli/a.ts', text))).toEqual(new Set([rule]));
  });

  test('a file named index.ts is a barrel', () => {
    expect(rulesOn('src/run/index.ts', 'export const a = 1;')).toEqual(['barrel']);
  });

  test('300 lines are not too many', () => {
    expect(rulesOn('src/run/a.ts', 'export {};\n'.repeat(300))).toEqual([]);
  });
});

describe('cycles', () => {
  test('a ring of files is found once and named in order', () => {
    const found = checkStructure(ring("import { a } from './a.ts';\nexport const c = () => a;"));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ rule: 'cycle', file: 'src/run/a.ts' });
    expect(found[0]?.message).toContain('src/run/a.ts → src/run/b.ts → src/run/c.ts → src/run/a.ts');
  });

  test('types and later imports load nothing', () => {
    expect(checkStructure(ring("import type { A } from './a.ts';\nexport type C = A;"))).toEqual([]);
    expect(checkStructure(ring("export const c = () => import('./a.ts');"))).toEqual([]);
  });
});

describe('start-up', () => {
  test.each(['zod', 'zod/v4', 'mdast-util-from-markdown', 'execa'])('%s is not loaded for help', (library) => {
    const found = checkStructure(start("import { a } from './a.ts';\nexport const main = () => a;", library));
    const ours = found.filter(({ rule }) => rule === 'start-up');
    expect(ours).toMatchObject([{ file: 'src/direction/b.ts', line: 1 }]);
    expect(ours[0]?.message).toContain('src/cli/main.ts → src/cli/a.ts → src/direction/b.ts');
  });

  test('a command may load what it needs, and light libraries may load', () => {
    const lazy = start("export const main = () => import('./a.ts');", 'zod');
    expect(checkStructure(lazy)).toEqual([]);
    expect(checkStructure(start("import { a } from './a.ts';\nexport const main = () => a;", 'picomatch'))).toEqual([]);
  });
});
