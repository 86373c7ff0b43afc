import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Options as ExecaOptions, Result, ResultPromise } from 'execa';
import type { Clock } from '../../core/clock.ts';
import type { Command, CommandResult, Exec } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { Redactor } from '../../core/redactor.ts';
import { Secret } from '../../core/secret.ts';
import { capture } from './capture.ts';
import { commandText } from './command-text.ts';
import { callVariable, endMarked, type Leftover } from './leftovers.ts';

export interface ExecOptions {
  /** The workspace's absolute path: where children start, and where they may start. */
  readonly root: string;
  /** All that children get of an environment; a command's own `env` is added to it. */
  readonly env: Readonly<Record<string, string>>;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** For commands that set none; 10 minutes when absent. */
  readonly timeoutMs?: number;
  /** Between SIGTERM and SIGKILL; 5 seconds when absent. */
  readonly graceMs?: number;
  /** What is kept of each stream; 10 MB when absent. */
  readonly keepBytes?: number;
  /** Ends every child when it aborts. A command that is asked for after that is refused with the signal's reason. */
  readonly signal?: AbortSignal;
  /** What is started in a command's place: the program behind its name, a sandbox around it. What is shown stays. */
  readonly startAs?: (call: Call) => Call;
  /** Told what outlived a call, however far it went from its parent, after it was ended. Its processes carry a mark. */
  readonly onLeftovers?: (leftovers: readonly Leftover[]) => void;
}

/** What is handed to the system. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
}

/** How long a child that has ended may leave its output open in the hands of what it started. */
const lingerMs = 2_000;

/**
 * Runs commands: no shell, nothing of our own environment, no terminal, and nothing outlives its call.
 * A program that fails, is missing or is ended comes back as a result; only a command that must not run throws a Failure
 * (`process.secret-on-argv`, `process.no-folder`, and `evidence.secret-…` for a secret that cannot be redacted).
 * Output comes without colours and redacted, and otherwise as it was, since callers parse it: whoever keeps or shows it makes
 * it printable (core/untrusted.ts).
 */
export function createExec(options: ExecOptions): Exec {
  return async (command) => {
    options.signal?.throwIfAborted();
    options.redactor.learn(secretsOf(command));
    const text = commandText(command);
    refuseSecrets(text, options.redactor);
    const cwd = await folderOf(command, options.root);
    const startedAt = options.clock.now().toISOString();
    const started = performance.now();
    const ended = await run(command, cwd, options);
    return { command: text, startedAt, durationMs: Math.round(performance.now() - started), ...ended };
  };
}

/** What a child is handed it may print, whether the run knew of the value or not. */
function secretsOf(command: Command): readonly Secret[] {
  return [command.stdin, ...Object.values(command.env ?? {})].filter((value) => value instanceof Secret);
}

function refuseSecrets(text: string, redactor: Redactor): void {
  const redacted = redactor.text(text);
  if (redacted === text) return;
  throw new Failure(
    {
      code: 'process.secret-on-argv',
      what: 'A secret stands in a command line',
      why: `every user of the machine can read command lines: ${redacted}`,
      fix: 'Hand the value over by standard input, a file of mode 0600, or the environment of that one command.',
    },
    exitCodes.internal,
  );
}

async function folderOf(command: Command, root: string): Promise<string> {
  const cwd = resolve(root, command.cwd ?? '.');
  const away = relative(root, cwd);
  const isInside = !isAbsolute(away) && away !== '..' && !away.startsWith('../');
  if (isInside && (await isFolder(cwd))) return cwd;
  throw new Failure({
    code: 'process.no-folder',
    what: `${command.program} cannot start in ${command.cwd ?? root}`,
    why: isInside ? 'there is no such folder' : 'that is outside the workspace',
    fix: 'Name a folder of the workspace.',
  });
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

type Ended = Omit<CommandResult, 'command' | 'startedAt' | 'durationMs'>;

async function run(command: Command, cwd: string, options: ExecOptions): Promise<Ended> {
  const limit = options.keepBytes ?? 10_000_000;
  const mark = options.onLeftovers === undefined ? undefined : randomUUID();
  const { program, args } = options.startAs?.(command) ?? command;
  // Loaded by what starts a program alone.
  const { execa } = await import('execa');
  const child = execa(program, [...args], {
    cwd,
    env: { ...environmentOf(command, options), ...(mark === undefined ? {} : { [callVariable]: mark }) },
    ...cancelled([options.signal, ...after(command.until)]),
    extendEnv: false,
    ...streamsOf(command),
    buffer: false,
    reject: false,
    timeout: command.timeoutMs ?? options.timeoutMs ?? 600_000,
    forceKillAfterDelay: options.graceMs ?? 5_000,
    // In a session of its own it would have no terminal; what it leaves behind carries the mark all the same.
    killDescendants: command.terminal !== true,
  });
  const [out, err] = command.terminal === true ? [] : [child.stdout, child.stderr];
  const stdout = command.takes === undefined && out ? capture(out, options.redactor, limit) : undefined;
  const stderr = err && capture(err, options.redactor, limit);
  const taken = command.takes === undefined || !out ? undefined : handedOver(command.takes(out), child);
  const ending = settle(child, () => mark !== undefined && tellOf(endMarked(mark), options));
  await Promise.allSettled([ending, taken]);
  await taken;
  const result = await ending;
  const code = spawnCode(result.cause);
  return {
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
    ...(result.signal === undefined ? {} : { signal: result.signal }),
    timedOut: result.timedOut,
    found: code !== 'ENOENT',
    stdout: stdout?.text() ?? '',
    stderr: code === undefined ? (stderr?.text() ?? '') : options.redactor.text(`${command.program}: ${code}\n`),
  };
}

function streamsOf({ terminal, stdin = '' }: Command) {
  return terminal === true
    ? ({ stdin: 'inherit', stdout: 'inherit', stderr: 'inherit' } as const)
    : { input: inputOf(stdin) };
}

function after(until: Promise<void> | undefined): readonly AbortSignal[] {
  if (until === undefined) return [];
  const ending = new AbortController();
  void until.finally(() => ending.abort());
  return [ending.signal];
}

function cancelled(signals: readonly (AbortSignal | undefined)[]): { cancelSignal?: AbortSignal } {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length === 0 ? {} : { cancelSignal: AbortSignal.any(given) };
}

/** Whoever can take no more, such as a full disk, ends the program: it would wait for him for ever. */
async function handedOver(taking: Promise<void>, child: { kill(): boolean }): Promise<void> {
  try {
    await taking;
  } catch (error) {
    child.kill();
    throw error;
  }
}

/** Waits for the child and ends what it left behind: a program in the background would write after it was judged. */
async function settle<Options extends ExecaOptions>(
  child: ResultPromise<Options>,
  endLeftovers: () => void,
): Promise<Result<Options>> {
  let linger: NodeJS.Timeout | undefined;
  child.nodeChildProcess.once('exit', () => {
    linger = setTimeout(() => {
      child.kill('SIGKILL');
      endLeftovers();
      // Whoever hides from both may hold the output open for ever: we stop listening.
      linger = setTimeout(() => closeOutput(child.nodeChildProcess), lingerMs);
    }, lingerMs);
  });
  const result = await child;
  clearTimeout(linger);
  child.kill('SIGKILL');
  endLeftovers();
  return result;
}

function closeOutput({ stdout, stderr }: { stdout: Readable | null; stderr: Readable | null }): void {
  stdout?.destroy();
  stderr?.destroy();
}

function tellOf(leftovers: readonly Leftover[], { onLeftovers, redactor }: ExecOptions): void {
  if (leftovers.length === 0) return;
  onLeftovers?.(leftovers.map(({ pid, command }) => ({ pid, command: redactor.text(command) })));
}

function spawnCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('syscall' in cause) || !('code' in cause)) return undefined;
  return String(cause.syscall).startsWith('spawn') ? String(cause.code) : undefined;
}

/** Bash takes a child whose stdin is a socket, as ours is, for one of rshd, and reads .bashrc: not below another shell. */
const belowAShell = { SHLVL: '1' };

function environmentOf(command: Command, options: ExecOptions): Record<string, string> {
  const own = Object.entries(command.env ?? {}).map(([name, value]): [string, string] => [name, reveal(value)]);
  return { ...belowAShell, ...options.env, ...Object.fromEntries(own) };
}

function inputOf(stdin: NonNullable<Command['stdin']>): string | Readable {
  return typeof stdin === 'string' || stdin instanceof Secret ? reveal(stdin) : Readable.from(stdin);
}

function reveal(value: string | Secret): string {
  return value instanceof Secret ? value.reveal() : value;
}
