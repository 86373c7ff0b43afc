import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Allowance } from './allowance.ts';
import { base } from './base.ts';
import { isNative, type ModuleTool } from './module-tools.ts';
import { isSameProgram, ownShapesOf } from './refused.ts';

/**
 * The order's tools that stand by themselves on the machine and whose arguments are held to something, and git: a shim
 * stands in their own place too, for whoever calls them by their path. What is written in another program, or is several
 * under one file, stays as it is.
 */
export function findMachineTools(
  allowance: Allowance,
  find: (program: string) => string | undefined,
): readonly ModuleTool[] {
  const found = new Map<string, ModuleTool>();
  const shell = realpathSync('/bin/sh');
  for (const [name, beginnings] of allowance.tools) {
    const isHeld = beginnings.length > 0 || ownShapesOf(name).length > 0;
    const program = !isHeld || (base.includes(name) && name !== 'git') ? undefined : find(name);
    const path = program === undefined ? undefined : realpathSync(program);
    if (path === undefined || path === shell || !isSameProgram(basename(path), name) || !isNative(path)) continue;
    for (const each of [path, ...(name === 'git' ? ofGitsOwn(path) : [])])
      found.set(each, { name, path: each, modules: each, isNative: true });
  }
  return [...found.values()];
}

/**
 * Git has itself once more among its own commands, most of them links to it: that is what it puts in front of PATH for what
 * it calls. Of those that are programs of their own, one pushes.
 */
function ofGitsOwn(git: string): readonly string[] {
  const folders = ['lib/git-core', 'libexec/git-core'].map((folder) => join(dirname(dirname(git)), folder));
  const paths = folders.flatMap((folder) => ['git', 'git-http-push'].map((name) => join(folder, name)));
  return [...new Set(paths.filter((path) => existsSync(path)).map((path) => realpathSync(path)))].filter(
    (path) => path !== git && isNative(path),
  );
}
