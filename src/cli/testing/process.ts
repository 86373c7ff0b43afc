import type { CliProcess, Stream } from '../process.ts';
import type { Terminal } from './terminal.ts';

export interface TestProcess extends CliProcess {
  /** What was written, escape sequences included. */
  readonly out: () => string;
  readonly err: () => string;
  /** Lets time pass: the clock moves and every tick that falls due is called. */
  readonly pass: (milliseconds: number) => void;
  readonly interrupt: () => void;
  /** What was appended to files, by path. */
  readonly appended: Map<string, string>;
}

interface Setting {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** stdout is this terminal. */
  readonly terminal?: Terminal;
}

/** A process of which everything can be seen and nothing is real but the text. */
export function testProcess(argv: readonly string[], { env = {}, cwd = '/', terminal }: Setting = {}): TestProcess {
  const out: string[] = [];
  const err: string[] = [];
  const ticks = new Map<() => void, number>();
  const interrupts = new Set<() => void>();
  const appended = new Map<string, string>();
  let now = Date.UTC(2025, 9, 17, 3, 31);
  return {
    argv,
    env,
    cwd,
    stdout: streamTo(out, terminal),
    stderr: streamTo(err, undefined),
    clock: { now: () => new Date(now) },
    node: '/usr/bin/node',
    version: () => '1.2.3',
    every(milliseconds, tick) {
      ticks.set(tick, milliseconds);
      return () => ticks.delete(tick);
    },
    onResize: () => () => {},
    onInterrupt(asked) {
      interrupts.add(asked);
      return () => interrupts.delete(asked);
    },
    appendFile: (path, text) => appended.set(path, (appended.get(path) ?? '') + text),
    out: () => out.join(''),
    err: () => err.join(''),
    appended,
    interrupt: () => interrupts.forEach((asked) => asked()),
    pass(milliseconds) {
      for (const end = now + milliseconds; now < end; now += 100) for (const tick of ticks.keys()) tick();
    },
  };
}

function streamTo(kept: string[], terminal: Terminal | undefined): Stream {
  return {
    isTTY: terminal !== undefined,
    columns: () => terminal?.columns ?? 80,
    rows: () => terminal?.rows ?? 24,
    write(text) {
      kept.push(text);
      terminal?.write(text);
    },
  };
}
