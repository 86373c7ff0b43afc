import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import type { Allowance } from './allowance.ts';
import { base } from './base.ts';
import { isNative, type ModuleTool } from './module-tools.ts';
import { isSameProgram, ownShapesOf } from './refused.ts';

/**
 * The order's tools that stand by themselves on the machine and whose arguments are held to something: a shim stands in their
 * own place too, for whoever calls them by their path. What is written in another program, or is several under one file,
 * stays as it is.
 */
export function findMachineTools(
  allowance: Allowance,
  find: (program: string) => string | undefined,
): readonly ModuleTool[] {
  const found = new Map<string, ModuleTool>();
  const shell = realpathSync('/bin/sh');
  for (const [name, beginnings] of allowance.tools) {
    const isHeld = beginnings.length > 0 || ownShapesOf(name).length > 0;
    const program = base.includes(name) || !isHeld ? undefined : find(name);
    const path = program === undefined ? undefined : realpathSync(program);
    if (path === undefined || path === shell || !isSameProgram(basename(path), name) || !isNative(path)) continue;
    found.set(path, { name, path, modules: path, isNative: true });
  }
  return [...found.values()];
}
