import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Clone } from './clone.ts';
import { alone } from './namespace.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** All that a person saw. */
export function said({ stdout, stderr }: Ended): string {
  return `${stdout}\n${stderr}`;
}

/** `prestage …` from the clone's own source, in its workspace, with loopback alone where the machine allows it. */
export function prestage(clone: Clone, ...args: readonly string[]): Promise<Ended> {
  const [program, ...rest] = alone([
    process.execPath,
    join(clone.root, 'src/cli/bin.ts'),
    ...args,
    '--workspace',
    clone.workspace,
  ]);
  const env = environmentOfTests(clone);
  return new Promise((resolve) => {
    const child = execFile(program, rest, { cwd: clone.root, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
    child.stdin?.end();
  });
}

/** Nothing of the test's own environment: what vitest sets would reach the launch's scripts. */
export function environmentOfTests({ root }: Clone): Readonly<Record<string, string | undefined>> {
  return { PATH: process.env['PATH'], HOME: root, TMPDIR: process.env['TMPDIR'] };
}
