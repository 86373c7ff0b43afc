import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DumpTool } from '../../../../core/scratch.ts';
import { missingLinks } from './libraries.ts';
import { findOther, findPrograms, type Programs } from './programs.ts';
import { chooseRunner, type Runner } from './runner.ts';
import { runProgram } from './start-program.ts';

/** A Postgres of this machine that can be run. */
export interface Installation extends Programs {
  /** As it says itself: `15.18 (Debian …)`. */
  readonly version: string;
  readonly major: number;
  /** As whom, and with which libraries. */
  readonly runner: Runner;
}

export interface Wanted {
  /** Folders to look in first, like PATH. */
  readonly searchPath?: string;
  /** Whose packages are looked through too; absolute. */
  readonly workspace?: string;
  /** Taken where there is one of it, whatever comes first. */
  readonly major?: number;
}

/** The first one that runs, or the first of the wanted major. Undefined where there is none, or none that may be run. */
export async function findInstallation(wanted: Wanted): Promise<Installation | undefined> {
  const runner = chooseRunner();
  let first: Installation | undefined;
  for (const programs of findPrograms(wanted.searchPath, wanted.workspace)) {
    const found = await tried(runner, programs);
    if (wanted.major === undefined ? found !== undefined : found?.major === wanted.major) return found;
    first ??= found;
  }
  return first;
}

/** The `pg_dump` that came with it; else one that is no older, since an older one refuses. */
export async function findDumpTool(
  major: number,
  wanted: Wanted,
  installation?: Installation,
): Promise<DumpTool | undefined> {
  const own = installation === undefined ? [] : [join(dirname(await realpath(installation.postgres)), 'pg_dump')];
  for (const program of [...own, ...findOther('pg_dump', wanted.searchPath, wanted.workspace)]) {
    const version = await versionOf(installation?.runner ?? chooseRunner(), program);
    if (version !== undefined && majorOf(version) >= major) return { program, version };
  }
  return undefined;
}

export function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

const known = new Map<string, Promise<Installation | undefined>>();

async function tried(runner: Runner, programs: Programs): Promise<Installation | undefined> {
  const before = known.get(programs.postgres);
  if (before !== undefined) return before;
  const trying = tryOut(runner, programs);
  known.set(programs.postgres, trying);
  return trying;
}

async function tryOut(runner: Runner, programs: Programs): Promise<Installation | undefined> {
  // A package that cannot be read is tried as it is.
  const libraries = await missingLinks(runner, programs).catch(() => undefined);
  const withLibraries = libraries === undefined ? runner : { ...runner, libraries };
  const version = await versionOf(withLibraries, programs.postgres);
  return version === undefined ? undefined : { ...programs, version, major: majorOf(version), runner: withLibraries };
}

/** `15.18 (Debian 15.18-0+deb12u1)`; undefined when it does not run. */
async function versionOf(runner: Runner, program: string): Promise<string | undefined> {
  const said = await runProgram(runner, '/', [program, '--version']).catch(() => undefined);
  return /\(PostgreSQL\) (\d.*)/.exec(said?.stdout ?? '')?.[1]?.trim();
}
