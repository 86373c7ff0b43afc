import type { Module } from './module.ts';
import { resolveImport } from './place.ts';
import type { StructureFinding } from './rules.ts';
import { startUp } from './walls.ts';

/** Heavy libraries that load with the program, each with the way that leads to it. */
export function checkStartUp(modules: readonly Module[]): readonly StructureFinding[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const findings: StructureFinding[] = [];
  const seen = new Set<string>();
  follow(startUp.from, []);
  return findings;

  function follow(path: string, way: readonly string[]): void {
    const module = byPath.get(path);
    if (module === undefined || seen.has(path)) return;
    seen.add(path);
    for (const { specifier, line, kind } of module.imports) {
      if (kind !== 'static') continue;
      const target = resolveImport(path, specifier);
      if (target !== undefined) follow(target, [...way, path]);
      else if (startUp.without.some((name) => fits(specifier, name))) {
        const message = `is loaded at start-up and loads ${specifier}: ${[...way, path].join(' → ')}`;
        findings.push({ rule: 'start-up', file: path, line, message });
      }
    }
  }
}

/** `mdast-*` fits every library whose name begins so; a name fits the library and what lies in it. */
function fits(specifier: string, name: string): boolean {
  if (name.endsWith('*')) return specifier.startsWith(name.slice(0, -1));
  return specifier === name || specifier.startsWith(`${name}/`);
}
