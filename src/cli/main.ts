import { appendFileSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from '../core/clock.ts';
import { exitCodes } from '../core/exit-code.ts';
import { allRoutes } from './app/all-routes.ts';
import { runCli } from './app/run-cli.ts';
import type { CliProcess, Stream } from './process.ts';

/** Columns that a terminal which does not say has. */
const usualColumns = 80;
const usualRows = 24;

/** The only place that touches the process: everything behind it is handed what it needs. */
export async function main(): Promise<void> {
  spareMemory(process.argv.slice(2));
  const code = await runCli(ownProcess(), allRoutes);
  process.exitCode ??= code;
  // Work that was interrupted still runs and would keep the process alive.
  if (code === exitCodes.interrupted) process.exit(code);
}

/**
 * A command that reads a few replies ends before V8 has gained anything by compiling undici's parser of HTTP a second time, which
 * takes 20 MB. Both flags say when WebAssembly is compiled, not what it does, and are read whenever it is: before the first, here.
 */
function spareMemory([area, verb]: readonly string[]): void {
  if (area !== 'health' || verb !== 'check') return;
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);
}

function ownProcess(): CliProcess {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stdout: streamOf(process.stdout),
    stderr: streamOf(process.stderr),
    clock: systemClock,
    node: process.execPath,
    version: ownVersion,
    every(milliseconds, tick) {
      const timer = setInterval(tick, milliseconds);
      return () => clearInterval(timer);
    },
    onResize(changed) {
      process.stdout.on('resize', changed);
      return () => process.stdout.off('resize', changed);
    },
    onInterrupt(asked) {
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      for (const signal of signals) process.on(signal, asked);
      return () => signals.forEach((signal) => process.off(signal, asked));
    },
    appendFile: (path, text) => appendFileSync(path, text),
  };
}

/** A reader that has gone away (`prestage runs | head`) ends the writing, not the work. Any other error loses output. */
function streamOf(stream: NodeJS.WriteStream): Stream {
  let gone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true;
    if (error.code === 'EPIPE') return;
    process.exitCode = exitCodes.missing;
    if (stream === process.stdout)
      process.stderr.write(`prestage: the output could not be written: ${error.message}\n`);
  });
  return {
    isTTY: stream.isTTY,
    columns: () => (stream.isTTY ? stream.columns : usualColumns) || usualColumns,
    rows: () => (stream.isTTY ? stream.rows : usualRows) || usualRows,
    write(text) {
      if (!gone) stream.write(text);
    },
  };
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
