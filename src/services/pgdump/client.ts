import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { succeeded, type Command, type CommandResult, type Exec } from '../../core/command.ts';
import type { DatabaseLogin } from '../../core/database.ts';
import { Failure } from '../../core/failure.ts';
import { readDatabaseUrl } from '../postgres/address.ts';
import { withPassFile } from '../postgres/pass-file.ts';
import { dump, list, readThrough, restore, type DumpWish } from './argv.ts';

type Bytes = AsyncIterable<Uint8Array>;

/** Hands the dump to `take` as it comes. Throws Failure `backup.dump-failed`: what was taken is no dump then. */
export async function takeDump(
  exec: Exec,
  login: DatabaseLogin,
  wish: DumpWish,
  take: (bytes: Bytes) => Promise<void>,
): Promise<void> {
  const result = await withPassFile(login, async (env) =>
    exec({ ...dump(login.url, wish, { ...env, ...tlsOf(login) }), takes: take }),
  );
  orThrow(result, 'backup.dump-failed', 'The dump failed', 'Mend what it says; nothing was kept of this backup.');
}

/** Restores of a dump what `isWanted` wants of its list. `open` gives the dump from its beginning, each time that it is asked. */
export async function giveDump(
  exec: Exec,
  program: string,
  login: DatabaseLogin,
  open: () => Bytes,
  isWanted: (line: string) => boolean = () => true,
): Promise<void> {
  const listed = await exec({ ...list(program), stdin: open() });
  orThrow(listed, 'backup.unreadable-dump', 'The dump cannot be read', 'Take another backup.');
  const folder = await mkdtemp(join(tmpdir(), 'prestage-restore-'));
  try {
    const path = join(folder, 'list');
    await writeFile(path, listed.stdout.split('\n').filter(isWanted).join('\n'), { mode: 0o600 });
    const result = await withPassFile(login, async (env) =>
      exec({ ...restore(program, login.url, { ...env, ...tlsOf(login) }, path), stdin: open() }),
    );
    orThrow(
      result,
      'backup.restore-failed',
      'The restore failed',
      'Mend what it says, take a new backup and drill that.',
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** To its last byte. Throws Failure `backup.unreadable-dump`. */
export async function readDump(exec: Exec, program: string, dumped: Bytes): Promise<void> {
  const result: CommandResult = await exec({ ...readThrough(program), stdin: dumped } satisfies Command);
  orThrow(result, 'backup.unreadable-dump', 'The dump cannot be read to its end', 'Take another backup.');
}

function orThrow(result: CommandResult, code: string, what: string, fix: string): void {
  if (succeeded(result)) return;
  const lines = result.stderr.split('\n').filter((line) => line.trim() !== '');
  const why = result.timedOut
    ? 'it took too long'
    : lines.slice(0, 4).join(' · ') || `exit ${result.exitCode ?? result.signal}`;
  throw new Failure({ code, what, why, fix, tried: [result.command] });
}

function tlsOf({ url }: DatabaseLogin): Readonly<Record<string, string>> {
  const { tls } = readDatabaseUrl(url);
  return tls === 'verified' ? {} : { PGSSLMODE: tls === 'encrypted' ? 'require' : 'disable' };
}
