import type { Import, Module } from './module.ts';
import { builtinOf, folderOf, isTest, resolveImport, roomOf, standsIn } from './place.ts';
import { builtinsOf, mayImport, mayTouchProcess, mostLines, separateFolders, startsPrograms } from './walls.ts';

export interface StructureFinding {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** What is wrong with one import, or nothing. */
type ImportRule = (module: Module, found: Import, target: string | undefined) => string | undefined;
/** What is wrong with a file as a whole: a line and words each. */
type FileRule = (module: Module) => readonly { readonly line: number; readonly message: string }[];

const wall: ImportRule = ({ path }, _found, target) => {
  if (target === undefined) return undefined;
  if (!target.startsWith('src/')) return `imports ${target}, which is not in src/`;
  const [from, to] = [roomOf(path), roomOf(target)];
  if (from === to || !(from in mayImport) || mayImport[from]?.includes(to) === true) return undefined;
  const allowed = mayImport[from]?.join(', ') ?? '';
  return `${from} imports ${to}; it may import ${allowed === '' ? 'nothing of ours' : allowed}`;
};

const folderWall: ImportRule = ({ path }, _found, target) => {
  const shared = separateFolders[roomOf(path)];
  if (target === undefined || shared === undefined || roomOf(path) !== roomOf(target)) return undefined;
  const [from, to] = [folderOf(path), folderOf(target)];
  if (from === undefined || from === to || to === shared) return undefined;
  return `${roomOf(path)}/${from} imports ${to ?? 'a file above it'}; it may import its own folder and ${shared}/`;
};

const pureRoom: ImportRule = ({ path }, { specifier }) => {
  const builtin = builtinOf(specifier);
  const allowed = builtinsOf[roomOf(path)];
  if (builtin === undefined || allowed === undefined || isTest(path) || allowed.includes(builtin)) return undefined;
  return `${roomOf(path)} imports ${specifier}; what it must know of the world is handed in`;
};

const programStarter: ImportRule = ({ path }, { specifier }) => {
  const starts = startsPrograms.libraries.includes(builtinOf(specifier) ?? specifier);
  if (!starts || isTest(path) || standsIn(path, startsPrograms.only)) return undefined;
  return `imports ${specifier}; only ${startsPrograms.only.join(', ')} start programs, the rest is handed an Exec`;
};

const processImport: ImportRule = ({ path }, { specifier }) => {
  if (builtinOf(specifier) !== 'node:process' || isTest(path) || standsIn(path, mayTouchProcess)) return undefined;
  return `imports ${specifier}; only ${mayTouchProcess.join(', ')} touch the process`;
};

const testImport: ImportRule = ({ path }, _found, target) => {
  if (target === undefined || isTest(path) || !isTest(target)) return undefined;
  return `imports ${target}, which is only for tests`;
};

export const importRules: Readonly<Record<string, ImportRule>> = {
  wall,
  'folder-wall': folderWall,
  pure: pureRoom,
  programs: programStarter,
  process: processImport,
  testing: testImport,
};

const unknownRoom: FileRule = ({ path }) => {
  if (roomOf(path) in mayImport) return [];
  const message = `${roomOf(path)} is no room; the rooms are ${Object.keys(mayImport).join(', ')}`;
  return [{ line: 1, message }];
};

const barrel: FileRule = ({ path, marks }) => [
  ...(path.endsWith('/index.ts') ? [{ line: 1, message: 'is a barrel: import the file that has it' }] : []),
  ...marks
    .filter(({ kind }) => kind === 'export *')
    .map(({ line }) => ({ line, message: 'has an `export *`: name what you export' })),
];

const habit: FileRule = ({ path, marks }) =>
  marks
    .filter(({ kind }) => kind === 'enum' || kind === 'default export' || (kind === 'console' && !isTest(path)))
    .map(({ kind, line }) => ({ line, message: `has ${kind === 'console' ? '`console`' : `an ${kind}`}` }));

const processUse: FileRule = ({ path, marks }) => {
  if (isTest(path) || standsIn(path, mayTouchProcess)) return [];
  return marks
    .filter(({ kind }) => kind === 'process')
    .map(({ line }) => ({ line, message: `touches \`process\`; only ${mayTouchProcess.join(', ')} do` }));
};

const length: FileRule = ({ lines }) =>
  lines > mostLines ? [{ line: mostLines + 1, message: `has ${lines} lines; ${mostLines} is the most` }] : [];

export const fileRules: Readonly<Record<string, FileRule>> = {
  room: unknownRoom,
  barrel,
  habit,
  process: processUse,
  length,
};

/** The rule's findings about one import, with the file that it resolves to. */
export function checkImport(module: Module, found: Import): readonly StructureFinding[] {
  const target = resolveImport(module.path, found.specifier);
  return Object.entries(importRules).flatMap(([rule, holds]) => {
    const message = holds(module, found, target);
    return message === undefined ? [] : [{ rule, file: module.path, line: found.line, message }];
  });
}
