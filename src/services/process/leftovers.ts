import { commandOf, folderOf, hasVariable, pids, readOf } from './proc.ts';

/** A process that was still there when the call that started it had ended. */
export interface Leftover {
  readonly pid: number;
  /** Its command line, on one line and cut. */
  readonly command: string;
}

/** The variable that every process of a call carries, unless it threw its environment away. */
export const callVariable = 'PRESTAGE_CALL';

/** A process that forks while it is being ended needs another look; one that cannot be ended must not hold us for ever. */
const mostRounds = 20;
const longestCommand = 200;

/** Ends whatever carries the call's mark, also what left its process group or session. Empty where there is no /proc. */
export function endMarked(mark: string): readonly Leftover[] {
  const ended = new Map<number, Leftover>();
  for (let round = 0; round < mostRounds; round += 1) {
    const found = findMarked(mark);
    if (found.length === 0) break;
    for (const leftover of found) {
      kill(leftover.pid);
      if (!ended.has(leftover.pid)) ended.set(leftover.pid, leftover);
    }
  }
  return [...ended.values()];
}

/**
 * Processes that work in a folder, were started by nobody that is still there, and began after a moment: without a mark they
 * may be somebody else's, so they are named and not ended. `since` counts seconds from the machine's start.
 */
export function findStrays(folder: string, since: number): readonly Leftover[] {
  return pids()
    .filter((pid) => isOrphanSince(pid, since) && isBelow(folderOf(pid), folder))
    .map((pid) => ({ pid, command: commandOf(pid, longestCommand) }))
    .filter(({ command }) => command !== '');
}

/** `pid (name) state ppid … starttime`, in hundredths of a second; the name may hold anything. */
function isOrphanSince(pid: number, since: number): boolean {
  const stat = readOf(pid, 'stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[1]) === 1 && Number(fields[19]) / 100 >= since;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Zombies are left out: what has ended has no command line. */
export function findMarked(mark: string): readonly Leftover[] {
  return pids()
    .filter((pid) => hasVariable(pid, callVariable, mark))
    .map((pid) => ({ pid, command: commandOf(pid, longestCommand) }))
    .filter(({ command }) => command !== '');
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
  }
}
