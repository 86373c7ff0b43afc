import { isBuiltin } from 'node:module';
import { posix } from 'node:path';

/** The room that a file of `src/` stands in: its first folder, or `public` for `src/public.ts`. */
export function roomOf(path: string): string {
  const [, first = '', second] = path.split('/');
  return second === undefined ? first.replace(/\.ts$/, '') : first;
}

/** The folder inside the room, when there is one: `smtp` of `src/emulators/smtp/server.ts`. */
export function folderOf(path: string): string | undefined {
  const parts = path.split('/');
  return parts.length > 3 ? parts[2] : undefined;
}

/** Tests and what only they use: `x.test.ts`, and folders named `testing`. */
export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.includes('/testing/');
}

/** The project's file that a relative specifier names, or undefined for a library or a builtin. */
export function resolveImport(from: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined;
}

/** `fs` and `node:fs` are one builtin; undefined for anything else. */
export function builtinOf(specifier: string): string | undefined {
  if (!isBuiltin(specifier)) return undefined;
  return specifier.startsWith('node:') ? specifier : `node:${specifier}`;
}

/** Whether a path is one of these files or stands in one of these folders (which end in `/`). */
export function standsIn(path: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}
