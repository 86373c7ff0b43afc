import { delimiter, join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { Secret } from '../../core/secret.ts';
import { modulesFrom } from '../../services/npm/modules.ts';
import { findProgram } from '../../services/process/find-program.ts';
import type { SuperviseOptions } from './options.ts';

/** What the executor gets of our environment. Throws Failure `supervise.not-set`. */
export function passedOn({ pass, env }: SuperviseOptions): {
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly Secret[];
} {
  const given = pass.map((name): [string, string] => {
    const value = env[name];
    if (value === undefined) throw notSet(name);
    return [name, value];
  });
  return { env: Object.fromEntries(given), secrets: given.map(([name, value]) => new Secret(name, value)) };
}

/** By its name it is looked for where the executor would find it: the workspace's packages, then our PATH. */
export function refuseMissing({ command: [program], workspace, env }: SuperviseOptions): void {
  const packages = modulesFrom(workspace.root).map((modules) => join(modules, '.bin'));
  const path = [...packages, env['PATH'] ?? ''].join(delimiter);
  if (program.includes('/') || findProgram(program, { PATH: path }) !== undefined) return;
  throw new Failure({
    code: 'supervise.not-found',
    what: `There is no program ${program}`,
    why: 'neither the packages of the workspace nor the PATH have it',
    fix: 'Install it, or name it by its path.',
  });
}

function notSet(name: string): Failure {
  return new Failure({
    code: 'supervise.not-set',
    what: `The executor cannot be handed ${name}`,
    why: 'the environment has no such variable',
    fix: `Set it, or leave it out of --pass.`,
  });
}
