import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where `npm run peers` puts it. */
const program = join(process.env['PRESTAGE_PEERS'] ?? join(homedir(), '.cache', 'prestage-peers'), 'bin', 'cosign');

export const hasCosign = existsSync(program);
export const folder = import.meta.dirname;

/** What cosign was called with (the program's name first), and what it said. */
export interface Recorded {
  readonly name: string;
  readonly argv: readonly string[];
  readonly exitCode: number | null;
  readonly output: string;
}

/** `argv` names files of this folder. Nothing of our environment but PATH reaches it. */
export function callCosign(argv: readonly string[]): Omit<Recorded, 'name'> {
  const options = { cwd: folder, encoding: 'utf8', env: { PATH: process.env['PATH'] }, timeout: 60_000 } as const;
  const { status, stdout, stderr } = spawnSync(program, argv.slice(1), options);
  return { argv, exitCode: status, output: stdout + stderr };
}

export function cosignVersion(): string {
  return /GitVersion:\s*(\S+)/.exec(callCosign(['cosign', 'version']).output)?.[1] ?? 'unknown';
}
