import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, constants, openSync, readSync } from 'node:fs';

/**
 * A pipe by name that other programs write lines into, each ended by a NUL, and that we empty. What was read is out of
 * reach for whoever wrote it, as it would not be in a file. Linux and macOS; whole as long as a line fits PIPE_BUF.
 */
export interface CallLog {
  /** Gives every line that was written so far to `receive`, in order. Called now and then by itself. */
  drain(): void;
  close(): void;
}

const everyMs = 20;
const chunkBytes = 65_536;

/** Makes the pipe at `path`, which must not be there. Throws when the system has no such pipes. */
export function openCallLog(path: string, receive: (line: string) => void): CallLog {
  execFileSync('mkfifo', ['-m', '600', path], {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
  });
  // Held for writing as well: the pipe then neither ends nor blocks when nobody else has it open.
  const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  // Nobody else may read it: a line that another reader takes would be lost to us.
  chmodSync(path, 0o200);
  const chunk = Buffer.alloc(chunkBytes);
  let rest = '';
  const drain = (): void => {
    for (let bytes = readNow(pipe, chunk); bytes > 0; bytes = readNow(pipe, chunk)) {
      const lines = (rest + chunk.toString('latin1', 0, bytes)).split('\0');
      rest = lines.pop() ?? '';
      for (const line of lines) receive(Buffer.from(line, 'latin1').toString('utf8'));
    }
  };
  const timer = setInterval(drain, everyMs).unref();
  return {
    drain,
    close() {
      clearInterval(timer);
      drain();
      closeSync(pipe);
    },
  };
}

/** How many bytes stand ready; 0 when none do. */
function readNow(pipe: number, chunk: Buffer): number {
  try {
    return readSync(pipe, chunk);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}
