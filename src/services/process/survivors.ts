import { commandOf, hasVariable, pids } from './proc.ts';

/** A program that a run started and that is still at work. */
export interface Survivor {
  readonly pid: number;
  /** Its command line, cut. */
  readonly command: string;
}

/** What every child of a run carries: a run that was killed cannot end its children, and they go on writing. */
export const runVariable = 'PRESTAGE_RUN';

const longestCommand = 120;

/** Empty where there is no /proc, and for processes of other users. */
export function survivorsOf(run: string): readonly Survivor[] {
  return pids()
    .filter((pid) => hasVariable(pid, runVariable, run))
    .map((pid) => ({ pid, command: commandOf(pid, longestCommand) }))
    .filter(({ command }) => command !== '');
}
