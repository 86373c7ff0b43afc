import type { Command } from '../../core/command.ts';

/** A server of ours: it listens on loopback alone, and ends once `until` is settled. */
export interface ServerPlace {
  /** Absolute. */
  readonly config: string;
  /** Absolute: where it keeps what it keeps. */
  readonly data: string;
  readonly port: number;
  readonly until: Promise<void>;
}

/** Longer than any drill. */
const timeoutMs = 3_600_000;

export function version(program: string): Command {
  return { program, args: ['--version'], timeoutMs: 30_000 };
}

export function prometheus({ config, data, port, until }: ServerPlace): Command {
  return {
    program: 'prometheus',
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    timeoutMs,
    until,
  };
}

/** `program`: Debian calls it `prometheus-alertmanager`. It looks for no others of its kind. */
export function alertmanager(program: string, { config, data, port, until }: ServerPlace): Command {
  return {
    program,
    args: [
      `--config.file=${config}`,
      `--storage.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
      '--log.level=warn',
    ],
    timeoutMs,
    until,
  };
}
