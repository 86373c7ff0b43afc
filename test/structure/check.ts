import { findCycles } from './cycles.ts';
import { readModule, type Module, type SourceFile } from './module.ts';
import { checkImport, fileRules, type StructureFinding } from './rules.ts';
import { checkStartUp } from './start-up.ts';

/** Holds source files to the walls and habits. Pure: text in, findings out, in order of file and line. */
export function checkStructure(files: readonly SourceFile[]): readonly StructureFinding[] {
  const modules = files.map(readModule);
  return [...modules.flatMap(checkModule), ...checkCycles(modules), ...checkStartUp(modules)].toSorted(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.rule.localeCompare(b.rule),
  );
}

function checkModule(module: Module): readonly StructureFinding[] {
  const ofFile = Object.entries(fileRules).flatMap(([rule, holds]) =>
    holds(module).map((found) => ({ rule, file: module.path, ...found })),
  );
  return [...ofFile, ...module.imports.flatMap((found) => checkImport(module, found))];
}

function checkCycles(modules: readonly Module[]): readonly StructureFinding[] {
  return findCycles(modules).map((ring) => ({
    rule: 'cycle',
    file: ring[0] ?? '',
    line: 1,
    message: `loads itself: ${[...ring, ring[0]].join(' → ')}`,
  }));
}
