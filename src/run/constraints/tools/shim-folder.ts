import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Interpreter } from '../../../services/process/interpreter.ts';
import type { Allowance } from './allowance.ts';
import { wellKnown } from './known.ts';
import { shimScript, stubScript } from './shim-script.ts';

/** A folder that is the whole PATH of a child. */
export interface ShimFolder {
  readonly path: string;
  /** The programs behind the shims, absolute, by name. */
  readonly programs: ReadonlyMap<string, string>;
  /** Interpreters that scripts among them name by their path. */
  readonly interpreters: readonly string[];
}

/** Where things lie on this machine. */
export interface Machine {
  /** Where a program really lies. */
  readonly find: (program: string) => string | undefined;
  readonly interpreterOf: (program: string) => Interpreter | undefined;
  /** How a child reaches a program that a shim covers in its own place. */
  readonly behind: (program: string) => string;
}

/**
 * Writes a shim for every allowed program that the machine has, and stubs for well-known ones that are not allowed. The
 * interpreter that a script asks `env` for comes with it.
 */
export function writeShims(path: string, log: string, allowance: Allowance, machine: Machine): ShimFolder {
  mkdirSync(path);
  const { programs, interpreters } = findAll([...allowance.tools.keys()], machine);
  const hasUptime = existsSync('/proc/uptime');
  const write = (name: string, script: string): void => writeFileSync(join(path, name), script, { mode: 0o555 });
  for (const [name, real] of programs)
    write(name, shimScript({ name, real: machine.behind(real), log, hasUptime }, allowance));
  if (allowance.limited) {
    // What the order allows and the machine does not have is not refused: it is not there.
    const refused = wellKnown.filter((name) => !programs.has(name) && !allowance.tools.has(name));
    for (const name of refused) write(name, stubScript({ name, log, hasUptime }, allowance));
  }
  chmodSync(path, 0o555);
  return { path, programs, interpreters };
}

function findAll(
  names: readonly string[],
  { find, interpreterOf }: Machine,
): { programs: ReadonlyMap<string, string>; interpreters: readonly string[] } {
  const programs = new Map<string, string>();
  const interpreters = new Set<string>();
  const wanted = [...names];
  for (const name of wanted) {
    const real = programs.has(name) ? undefined : find(name);
    if (real === undefined) continue;
    programs.set(name, real);
    const interpreter = interpreterOf(real);
    if (interpreter?.name !== undefined) wanted.push(interpreter.name);
    if (interpreter?.path !== undefined) interpreters.add(interpreter.path);
  }
  return { programs, interpreters: [...interpreters].toSorted() };
}
