import type { ActionContext } from '../../../core/action.ts';
import type { DatabaseLogin } from '../../../core/database.ts';
import { PostgresFailure } from '../../../services/postgres/failures.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';
import { createPgtap, hasPgtap, loadPgtap, pgtapVersion, type Pgtap } from '../../../services/pgtap/provide.ts';
import { shadowFault } from '../shadow-fault.ts';
import { openShadow } from '../shadow.ts';
import { refuseProduction } from './production.ts';

/** A database that tests may run on. */
export interface Place {
  readonly on: string;
  readonly server: string;
  readonly login: DatabaseLogin;
  readonly pgtap: Pgtap;
  /** Whether psql may be let at it: what a file commits there is nobody's, and sessions are apart, as PGlite's are not. */
  readonly suitsPsql: boolean;
  /** What each file's transaction begins with; nothing where everything is there already. */
  readonly prepare?: (session: Session) => Promise<void>;
}

/** Why there is none. */
export interface NoPlace {
  readonly hindrance: string;
}

export interface Wish {
  readonly on: 'shadow' | 'environment';
  readonly includeSeed: boolean;
}

/** Opening a database and loading what it needs takes longer than a statement. */
const patience = { timeoutMs: 120_000 };

export async function openPlace(context: ActionContext, { on, includeSeed }: Wish): Promise<Place | NoPlace> {
  return on === 'shadow' ? openScratchPlace(context, includeSeed) : openEnvironment(context);
}

/** pgTAP comes before the migrations where we bring it: one of them may ask for it as an extension. */
async function openScratchPlace(context: ActionContext, includeSeed: boolean): Promise<Place | NoPlace> {
  let from: Pgtap['from'] = 'server';
  const { scratch, push } = await openShadow(context, {
    includeSeed,
    prepare: async ({ admin }) => {
      from = await withSession(admin, async (session) => {
        if (await hasPgtap(session)) return 'server';
        await loadPgtap(session);
        return 'package';
      });
    },
  });
  const fault = shadowFault(push);
  if (fault !== undefined) return { hindrance: fault.words };
  const version = await withSession(scratch.admin, async (session) => {
    await createPgtap(session);
    return pgtapVersion(session);
  });
  return {
    on: `a scratch database made from the migrations${includeSeed ? ' and seeds' : ''}`,
    server: `${scratch.engine === 'native' ? 'Postgres' : 'PGlite'} ${scratch.version}`,
    login: scratch.login,
    pgtap: { from, version },
    suitsPsql: scratch.engine === 'native',
  };
}

/** Nothing is left there: the extension is made in each file's own transaction, and rolled back with it. */
async function openEnvironment(context: ActionContext): Promise<Place | NoPlace> {
  const name = refuseProduction(context, 'pgTAP tests');
  const login = await context.database();
  return withSession(login, async (session) => {
    if (!(await hasPgtap(session)))
      return {
        hindrance: `the server of ${name} has no pgTAP to create (Debian: postgresql-NN-pgtap), and none is brought there`,
      };
    const refused = await refusalOf(session);
    if (refused !== undefined) return { hindrance: `pgTAP cannot be created on ${name}: ${refused}` };
    const [row] = await session.query(`
      select current_setting('server_version') as server,
        coalesce(
          (select extversion from pg_extension where extname = 'pgtap'),
          (select default_version from pg_available_extensions where name = 'pgtap')
        ) as version`);
    return {
      on: name,
      server: `Postgres ${String(row?.['server'])}`,
      login,
      pgtap: { from: 'server' as const, version: String(row?.['version']) },
      suitsPsql: false,
      prepare: createPgtap,
    };
  });
}

/** Tried and rolled back: not everyone may create an extension. */
async function refusalOf(session: Session): Promise<string | undefined> {
  try {
    await session.query('begin');
    await createPgtap(session);
    return undefined;
  } catch (error) {
    if (error instanceof PostgresFailure && error.sqlState !== undefined) return error.data.why;
    throw error;
  } finally {
    await session.query('rollback');
  }
}

async function withSession<T>(login: DatabaseLogin, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(login, patience);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}
