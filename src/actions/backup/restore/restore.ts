import type { Exec } from '../../../core/command.ts';
import type { DatabaseLogin } from '../../../core/database.ts';
import { giveDump } from '../../../services/pgdump/client.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';
import { driftsBetween } from '../../database/drift/catalogue/compare.ts';
import { readCatalogue } from '../../database/drift/catalogue/read.ts';
import { keyOf, type Catalogue, type Thing } from '../../database/drift/catalogue/thing.ts';
import type { AgeKey } from '../../../services/age/key.ts';
import { readPart, readPartText } from '../archive/parts.ts';
import { besideSchema, comesLast, firstKinds, type Beside } from '../beside.ts';

export interface RestoreWish {
  readonly exec: Exec;
  /** `pg_restore` */
  readonly program: string;
  /** Absolute: where the backup lies. */
  readonly folder: string;
  readonly key: AgeKey;
  /** A superuser of an empty project: owners and event triggers are given by one alone. */
  readonly admin: DatabaseLogin;
}

const timeoutMs = 6 * 60 * 60 * 1000;

/** What a new project has already, or what is made from `beside.json`. */
const madeOtherwise =
  /^\d+; \d+ \d+ (?:(?:COMMENT|ACL|SECURITY LABEL) - )?(?:EXTENSION|PUBLICATION|PUBLICATION TABLE|PUBLICATION TABLES IN SCHEMA|EVENT TRIGGER|SUBSCRIPTION) /;

/**
 * Roles and extensions, then the rows of Supabase's own tables, which others refer to, then the workspace's schemas, then what
 * belongs to all of them. Throws Failure `backup.restore-failed`, or a `PostgresFailure`.
 */
export async function restoreBackup({ exec, program, folder, key, admin }: RestoreWish): Promise<void> {
  const beside = besideSchema.parse(JSON.parse(await readPartText(folder, 'beside.json', key)));
  const session = await openSession(admin, { timeoutMs });
  try {
    await putDefaultsAway(session);
    await make(session, admin, beside, ({ kind }) => firstKinds.has(kind));
    await giveDump(exec, program, admin, () => readPart(folder, 'services.dump', key));
    await giveDump(
      exec,
      program,
      admin,
      () => readPart(folder, 'database.dump', key),
      (line) => !madeOtherwise.test(line),
    );
    await make(session, admin, beside, comesLast);
    for (const statement of beside.settings) await session.query(statement);
  } finally {
    await session.close();
  }
}

/** A new project grants what is made in it to the API's roles: a dump says what is granted, and not what is not. */
async function putDefaultsAway(session: Session): Promise<void> {
  await session.query(`begin; set local allow_system_table_mods = on; delete from pg_default_acl; commit`);
}

async function make(
  session: Session,
  admin: DatabaseLogin,
  { things }: Beside,
  isNow: (thing: Thing) => boolean,
): Promise<void> {
  const there = [...(await readCatalogue(admin)).values()].flatMap((found) => (typeof found === 'string' ? [] : found));
  const wanted = byName(things.map((thing) => ({ ...thing, parent: thing.parent })).filter(isNow));
  for (const { mend } of driftsBetween(byName(there.filter(isNow)), wanted)) if (mend !== '') await session.query(mend);
}

function byName(things: readonly Thing[]): Catalogue {
  return new Map(things.map((thing) => [keyOf(thing), thing]));
}
