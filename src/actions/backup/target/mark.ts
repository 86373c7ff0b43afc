import type { DatabaseLogin } from '../../../core/database.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';

/** In the schema that no restore takes away: one that was begun and has not ended is seen by whoever comes next. */
const table = `create schema if not exists prestage;
create table if not exists prestage.restores (
  id text primary key,
  backup text not null,
  begun timestamptz not null default clock_timestamp(),
  ended timestamptz
)`;

export async function markBegun(admin: DatabaseLogin, id: string, backup: string): Promise<void> {
  await within(admin, async (session) => {
    await session.query(table);
    await session.query(`insert into prestage.restores (id, backup) values ($1, $2)`, [id, backup]);
  });
}

/** All that were begun: what was half done by an earlier one is over by this one. */
export async function markEnded(admin: DatabaseLogin): Promise<void> {
  await within(admin, async (session) => {
    await session.query(`update prestage.restores set ended = clock_timestamp() where ended is null`);
  });
}

/** The backup of a restore that was begun here and never came to its end; undefined when there is none. */
export async function unendedRestore(login: DatabaseLogin): Promise<string | undefined> {
  return within(login, async (session) => {
    const [there] = await session.query(`select to_regclass('prestage.restores') is not null
      and has_schema_privilege('prestage', 'usage') and has_table_privilege('prestage.restores', 'select') as readable`);
    if (there?.['readable'] !== true) return undefined;
    const [row] = await session.query(
      `select backup from prestage.restores where ended is null order by begun desc limit 1`,
    );
    return row === undefined ? undefined : String(row['backup']);
  });
}

async function within<T>(login: DatabaseLogin, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(login);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}
