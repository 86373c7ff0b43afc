import { z } from 'zod';
import type { ActionContext } from '../../../core/action.ts';
import type { DatabaseLogin } from '../../../core/database.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { databaseIdentity } from '../../../services/postgres/identity.ts';
import { bothWays } from '../../inputs.ts';

const environments = z.record(
  z.string(),
  z.looseObject({
    production: z.boolean().default(false),
    database: z.looseObject({ url: z.string() }).optional(),
  }),
);

/**
 * The database that is seeded. Throws Failure `database.seed-production`, with exit code 1, for one that is production's
 * by its environment or by where it is, and for an environment of which the config does not say that it is not.
 */
export async function whereToSeed(context: ActionContext): Promise<DatabaseLogin> {
  const named = context.environment;
  const read = environments.safeParse(context.settings('environments') ?? {});
  const known = read.success ? read.data : {};
  if (named !== undefined && (known[named]?.production ?? true))
    throw refused(
      `${named} is not seeded`,
      known[named] === undefined
        ? 'the config does not name it, so it may be production'
        : 'it is production, and what a seed writes there cannot be told from what people wrote',
    );
  const login = await context.database(named);
  const identity = databaseIdentity(login.url);
  for (const [other, { production, database }] of Object.entries(known)) {
    if (production && database !== undefined && databaseIdentity(database.url) === identity)
      throw refused(
        `${named ?? 'This database'} is not seeded`,
        `its database is that of ${other}, which is production`,
      );
  }
  return login;
}

function refused(what: string, why: string): Failure {
  return new Failure(
    {
      code: 'database.seed-production',
      what,
      why,
      fix: `Seed another environment: ${bothWays('env', 'staging')}. What production must have from the start belongs in a migration.`,
    },
    exitCodes.failed,
  );
}
