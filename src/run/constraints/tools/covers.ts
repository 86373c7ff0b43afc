import { chmodSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ofPackages, type Allowance } from './allowance.ts';
import { wellKnown } from './known.ts';
import type { ModuleTool } from './module-tools.ts';
import { shimScript, stubScript } from './shim-script.ts';

/** What stands in a place in a child's view. */
interface Laid {
  readonly at: string;
  readonly from: string;
}

/** Shims in the very places of tools that packages bring. */
export interface Covers {
  readonly path: string;
  /** Each tool, covered by its shim or stub. */
  readonly covered: readonly Laid[];
  /** Folders of packages, once more and uncovered, where the shims find what they stand for. */
  readonly again: readonly Laid[];
  /** Where that is for a program; the program itself when it is not covered. */
  readonly behind: (program: string) => string;
}

/**
 * Writes them to `path`, and mount points beside them to `below`. A tool that is neither allowed nor well known is the
 * packages' own affair, as it would not be on PATH.
 */
export function writeCovers(
  path: string,
  below: string,
  log: string,
  allowance: Allowance,
  tools: readonly ModuleTool[],
): Covers {
  mkdirSync(path);
  const allowed = ofPackages(allowance);
  const held = tools.filter(({ name }) => allowed.tools.has(name) || wellKnown.includes(name));
  const places = new Map<string, string>();
  for (const { modules } of held) if (!places.has(modules)) places.set(modules, join(below, `packages-${places.size}`));
  for (const place of places.values()) mkdirSync(place, { recursive: true });
  const doors = new Map<string, string>();
  for (const { path: real, modules } of held)
    doors.set(real, `${places.get(modules) ?? ''}${real.slice(modules.length)}`);
  const hasUptime = existsSync('/proc/uptime');
  const covered = held.map(({ name, path: at }, index): Laid => {
    const from = join(path, `${index}-${name}`);
    const mayRun = !allowed.limited || allowed.tools.has(name);
    const shim = { name, log, hasUptime };
    const script = mayRun ? shimScript({ ...shim, real: doors.get(at) ?? at }, allowed) : stubScript(shim, allowed);
    writeFileSync(from, script, { mode: 0o555 });
    return { at, from };
  });
  chmodSync(path, 0o555);
  return {
    path,
    covered,
    again: [...places].map(([from, at]) => ({ at, from })),
    behind: (program) => (doors.size === 0 ? program : (doors.get(realpathSync(program)) ?? program)),
  };
}
