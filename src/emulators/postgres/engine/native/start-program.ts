import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Runner } from './runner.ts';

/** All that a program of Postgres gets to know of our environment. */
const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Runs a program to its end and gives what it printed. Rejects with what it said when that was not well. */
export async function runProgram(
  runner: Runner,
  cwd: string,
  [program, ...args]: readonly string[],
  input = '',
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const words = [...runner.prefix, program ?? '', ...args];
  const child = spawn(words[0] ?? '', words.slice(1), { cwd, env: envOf(runner), stdio: 'pipe', ...runner.as });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  // It may end without having read.
  child.stdin.on('error', () => undefined).end(input);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0) throw new Error(`${program} ended with ${code ?? signal}: ${stderr.trim()}`);
  return { stdout, stderr };
}

/**
 * Starts a program that lives until our end of its standard input is closed, by us or by our death; then it is told to
 * quit, and the folder is removed. It is in a session of its own: Ctrl-C is for us, and not for what we still need.
 */
export function startHeld(runner: Runner, folder: string, program: readonly string[]): ChildProcess {
  const script = program.length === 0 ? sweep : guard;
  const words = [...runner.prefix, 'sh', '-c', script, 'prestage', folder, ...program];
  return spawn(words[0] ?? '', words.slice(1), {
    cwd: folder,
    env: envOf(runner),
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
    ...runner.as,
  });
}

function envOf({ libraries }: Runner): Readonly<Record<string, string>> {
  return libraries === undefined ? env : { ...env, LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries };
}

const sweep = 'exec 2>/dev/null; read -r _; cd /; rm -rf -- "$1"';
const guard =
  'folder=$1; shift; "$@" & server=$!; exec 2>/dev/null; read -r _; ' +
  'kill -QUIT "$server"; wait "$server"; cd /; rm -rf -- "$folder"';
