import type { Command } from '../../core/command.ts';

type Environment = Readonly<Record<string, string>>;

/** How long a dump or a restore may take: six hours. */
const timeoutMs = 6 * 60 * 60 * 1000;

/** Names as they are, quoted: a pattern would take more. */
export interface DumpWish {
  readonly program: string;
  /** Of `pg_export_snapshot()`. */
  readonly snapshot: string;
  /** Left out whole. */
  readonly withoutSchemas?: readonly string[];
  /** Of these the rows alone. */
  readonly rowsOf?: readonly string[];
}

export function version(program: string): Command {
  return { program, args: ['--version'], env: { LC_ALL: 'C' }, timeoutMs: 30_000 };
}

/** The custom format, uncompressed, to its standard output. */
export function dump(
  url: string,
  { program, snapshot, withoutSchemas = [], rowsOf }: DumpWish,
  env: Environment,
): Command {
  const rows = rowsOf === undefined ? [] : ['--data-only', '--no-blobs', ...tablesOf(rowsOf)];
  return {
    program,
    args: [
      '--format=custom',
      '--compress=0',
      '--no-password',
      '--no-subscriptions',
      '--no-security-labels',
      '--lock-wait-timeout=30s',
      `--snapshot=${snapshot}`,
      ...withoutSchemas.map((schema) => `--exclude-schema=${schema}`),
      ...rows,
      `--dbname=${url}`,
    ],
    env: { LC_ALL: 'C', ...env },
    timeoutMs,
  };
}

/** Without any, it would take all of them. */
function tablesOf(names: readonly string[]): readonly string[] {
  return names.length === 0 ? ['--exclude-schema=*'] : names.map((table) => `--table=${table}`);
}

/** What is in a dump, by the number of each. */
export function list(program: string): Command {
  return { program, args: ['--list'], env: { LC_ALL: 'C' }, timeoutMs };
}

/** `listed` is a file with what to take of it, as `list` gives it; all of it when absent. The dump comes by its standard input. */
export function restore(program: string, url: string, env: Environment, listed?: string): Command {
  return {
    program,
    args: [
      '--exit-on-error',
      '--no-password',
      '--disable-triggers',
      ...(listed === undefined ? [] : [`--use-list=${listed}`]),
      `--dbname=${url}`,
    ],
    env: { LC_ALL: 'C', ...env },
    timeoutMs,
  };
}

/** Reads all of a dump and writes what it would run to nowhere. */
export function readThrough(program: string): Command {
  return { program, args: ['--file=/dev/null'], env: { LC_ALL: 'C' }, timeoutMs };
}
