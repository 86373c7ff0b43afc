import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  argumentsOf,
  identityOf,
  isInOurSandbox,
  programOf,
  programOfParent,
} from '../../../services/process/proc-file.ts';
import { pids } from '../../../services/process/proc.ts';
import type { Exec } from '../../../core/command.ts';
import type { Call } from './calls.ts';
import { isOfRefusedWords } from './fits-shape.ts';

const separator = '\u001F';

/** A program behind a shim that runs with arguments that no shim let pass. */
export interface PastShim {
  readonly program: string;
  readonly args: readonly string[];
}

/** What looks at the processes of a task's sandbox. What is over between two looks is not seen. */
export interface PastShims {
  /** Looks again; each process is told once. */
  look(): readonly PastShim[];
}

/**
 * A shim becomes the program that it stands for, so that a child which reads it can call the program as well. It cannot have
 * the call recorded but by its own hand: a program that runs with arguments that are in no record, or that are refused, was
 * called past its shim. `held` gives the programs behind shims by their names, absolute; `recorded` is asked after a process
 * was seen, and gives what ran.
 */
export function watchPastShims(
  held: readonly (readonly [name: string, path: string])[],
  recorded: () => readonly Call[],
): PastShims {
  const names = new Map(held.flatMap(([name, path]) => pairOf(identityOf(path), name)));
  // What ran before is nobody's of ours; a process that we may not look at stays so.
  const strangers = new Set(pids());
  const isFine = (pid: number, file: string, program: string, args: readonly string[]): boolean =>
    callsItself(pid, file, program) ||
    (!isOfRefusedWords(program, args) && recorded().some((call) => isOf(call, program, args)));
  return {
    look() {
      const found: PastShim[] = [];
      for (const pid of names.size === 0 ? [] : pids()) {
        const file = strangers.has(pid) ? undefined : programOf(pid);
        const program = file === undefined ? undefined : names.get(file);
        if (file === undefined || program === undefined || !isInOurSandbox(pid)) continue;
        const argv = argumentsOf(pid);
        const [, ...args] = argv;
        // Without even its own name it is just about to be another program, or to end.
        if (argv.length === 0 || isTitled(program, argv) || isFine(pid, file, program, args)) continue;
        // It was still there, and the same, when all of this was asked; else it is looked at again.
        if (programOf(pid) !== file || argumentsOf(pid).join(separator) !== argv.join(separator)) continue;
        strangers.add(pid);
        found.push({ program, args });
      }
      return found;
    },
  };
}

/** A program that gives itself a title, as npm does, writes it over its arguments: they cannot be told any more. */
function isTitled(program: string, [name = '', ...args]: readonly string[]): boolean {
  // One that is as long as all the arguments leaves nothing empty behind it.
  return args.every((arg) => arg === '') && (args.length > 0 || basename(name) !== program);
}

/** Such as flyctl, which starts its agent so. What git calls of itself goes by its shim. */
function callsItself(pid: number, file: string, program: string): boolean {
  return program !== 'git' && programOfParent(pid) === file;
}

function pairOf(identity: string | undefined, name: string): readonly (readonly [string, string])[] {
  return identity === undefined ? [] : [[identity, name]];
}

/** Git by its own command is recorded as git with the command; a long call is recorded as far as it fits. */
function isOf(call: Call, program: string, args: readonly string[]): boolean {
  if (call.program !== program || call.refused !== undefined) return false;
  const [said, seen] = [call.args.join(separator), args.join(separator)];
  // The last character may be cut in the middle.
  return call.isCut ? seen.startsWith(said.slice(0, -2)) : said === seen;
}

const everyMs = 10;
/** A look costs more where more is running: it takes a twentieth of the time at most. */
const restPerLook = 20;

/** Looks now and then while a command runs. */
export function whileLooking(exec: Exec, watch: PastShims, tell: (found: PastShim) => void): Exec {
  return async (command) => {
    let timer: NodeJS.Timeout | undefined;
    const rest = (ms: number): void => {
      timer = setTimeout(() => {
        const started = performance.now();
        watch.look().forEach(tell);
        rest(Math.max(everyMs, restPerLook * (performance.now() - started)));
      }, ms);
    };
    rest(everyMs);
    try {
      return await exec(command);
    } finally {
      clearTimeout(timer);
    }
  };
}
