/** Bytes of a record: it is one write, which is whole as long as it fits PIPE_BUF. */
export const longestRecord = 3_900;

/** A call of a program by a child, as its shim wrote it down. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  /** Whether the arguments did not fit the record. */
  readonly isCut: boolean;
  readonly cwd: string;
  /** In the sandbox it counts from 1. */
  readonly pid: number;
  readonly parent: number;
  readonly at: Date;
  /** Why it was refused; absent when it ran. */
  readonly refused?: string;
}

/** What read the clock: now, and how long the machine had been up then, in seconds. */
export interface Moment {
  readonly now: Date;
  readonly uptime: number;
}

/** Undefined for a line that no shim wrote. */
export function readCall(line: string, { now, uptime }: Moment): Call | undefined {
  const [how = '', program = '', pid = '', parent = '', up = '', cwd = '', count = '', ...args] = line.split('\u001F');
  if (how === '' || program === '' || !/^\d+$/.test(pid) || !/^\d+$/.test(parent) || !/^\d+$/.test(count))
    return undefined;
  const ago = /^[\d.]+$/.test(up) ? Math.max(0, uptime - Number.parseFloat(up)) : 0;
  const given = Number(count) === 0 && args.length === 1 && args[0] === '' ? [] : args;
  return {
    program,
    args: given,
    isCut: given.length < Number(count) || Buffer.byteLength(line) >= longestRecord,
    cwd,
    pid: Number(pid),
    parent: Number(parent),
    at: new Date(now.getTime() - ago * 1_000),
    ...(how === 'ran' ? {} : { refused: how }),
  };
}
