import type { Module } from './module.ts';
import { resolveImport } from './place.ts';

/**
 * Rings of files that load each other. Types are left out: nothing is loaded for them. So are imports that happen
 * later, when the code gets there. Each ring is given once, from its first file in order of name.
 */
export function findCycles(modules: readonly Module[]): readonly (readonly string[])[] {
  const edges = new Map(modules.map((module) => [module.path, loadedBy(module)]));
  const done = new Set<string>();
  const rings = new Map<string, readonly string[]>();
  for (const path of [...edges.keys()].toSorted()) visit(path, []);
  return [...rings.values()];

  function visit(path: string, trail: readonly string[]): void {
    const at = trail.indexOf(path);
    if (at !== -1) {
      const ring = fromSmallest(trail.slice(at));
      rings.set(ring.join(' '), ring);
      return;
    }
    if (done.has(path)) return;
    for (const target of edges.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  }
}

function loadedBy(module: Module): readonly string[] {
  return module.imports
    .filter(({ kind }) => kind === 'static')
    .flatMap(({ specifier }) => resolveImport(module.path, specifier) ?? [])
    .toSorted();
}

function fromSmallest(ring: readonly string[]): readonly string[] {
  const start = ring.indexOf(ring.toSorted()[0] ?? '');
  return [...ring.slice(start), ...ring.slice(0, start)];
}
