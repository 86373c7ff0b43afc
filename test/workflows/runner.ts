import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { stepsOf, workflowFiles } from './files.ts';

/** What a script or a step came to. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout with our scripts in it, in which they and the steps of a workflow are run as they stand. */
export interface Runner {
  readonly folder: string;
  /** From elsewhere: a script finds its own workspace. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  /** One of a workflow's steps, as a runner of GitHub starts `shell: bash`. */
  take(workflow: string, step: string, env: Readonly<Record<string, string>>): Promise<Ended>;
  /** Puts a program in Prestage's place that says where it was asked what, and ends as it is told. */
  install(code: number): void;
  remove(): void;
}

export function createRunner(): Runner {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-'));
  cpSync('templates/scripts', join(folder, 'scripts'), { recursive: true });
  return {
    folder,
    run: async (program, args, env = {}) => run(tmpdir(), [program, ...args], env),
    async take(workflow, step, env) {
      const file = (await workflowFiles()).find(({ path }) => path === `templates/.github/workflows/${workflow}`);
      const script = (file === undefined ? [] : stepsOf(file.workflow)).find(({ name }) => name === step)?.run;
      if (script === undefined) throw new Error(`${workflow} has no step ${step} that runs anything`);
      return run(folder, ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], env);
    },
    install(code) {
      const bin = join(folder, 'node_modules', '.bin');
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, 'prestage'), `#!/bin/sh\necho "$(pwd -P): $*"\nexit ${code}\n`);
      chmodSync(join(bin, 'prestage'), 0o755);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function run(
  cwd: string,
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  const child = execFile(program, args, { cwd, env: { PATH: path, ...env } }, (_error, stdout, stderr) =>
    resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  );
  return await promise;
}
