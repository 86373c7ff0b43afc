import type { ActionContext } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';
import { readSettings } from '../../settings.ts';
import { databaseSettings } from '../settings.ts';
import { shadowFault } from '../shadow-fault.ts';
import { openShadow } from '../shadow.ts';
import type { SeedFile } from './files.ts';
import { checkFixtures } from './fixtures.ts';
import { runSeeds, SeedFailure } from './run-seeds.ts';
import { rowsIn, sampleOf, type NotCompared, type Rows, type SeededRows } from './samples.ts';
import { fingerprints, tablesOf, type SeedTable } from './tables.ts';

/** What the seeds do on a scratch database that has the workspace's migrations. */
export interface Rehearsal {
  /** `15.18 (Debian …), native` */
  readonly server: string;
  /** Which tables each seed changes, by its path. */
  readonly writes: ReadonlyMap<string, readonly string[]>;
  readonly samples: readonly SeededRows[];
  readonly notCompared: readonly NotCompared[];
  /** Why they are not the same when they are run again; undefined when they are. */
  readonly notIdempotent: string | undefined;
}

const known = new WeakMap<ActionContext, Promise<Rehearsal>>();

/**
 * Runs them on a shadow, which is made once an action: what the files and migrations do does not change in between.
 * Throws `SeedFailure` for a seed that fails, Failure `database.seed-shadow` when the migrations do.
 */
export async function rehearseSeeds(context: ActionContext, seeds: readonly SeedFile[]): Promise<Rehearsal> {
  const made = known.get(context) ?? rehearse(context, seeds);
  known.set(context, made);
  return made;
}

async function rehearse(context: ActionContext, seeds: readonly SeedFile[]): Promise<Rehearsal> {
  context.say('rehearsing the seeds on a scratch database');
  const { scratch, push } = await openShadow(context);
  const fault = shadowFault(push);
  if (fault !== undefined)
    throw new Failure(
      {
        code: 'database.seed-shadow',
        what: 'The seeds could not be tried: the migrations do not run on an empty database',
        why: fault.words,
        fix: 'Mend the migrations first: `prestage database push` says which one, and why.',
      },
      fault.verdict === 'failed' ? exitCodes.failed : exitCodes.unsettled,
    );
  const session = await openSession(scratch.login, { timeoutMs: 600_000 });
  try {
    return { server: `${scratch.version}, ${scratch.engine}`, ...(await tryOut(session, seeds, context)) };
  } finally {
    await session.close();
  }
}

async function tryOut(
  session: Session,
  seeds: readonly SeedFile[],
  context: ActionContext,
): Promise<Omit<Rehearsal, 'server'>> {
  const tables = await tablesOf(session);
  const first = await firstRun(session, tables, seeds);
  const written = tables.filter(({ name }) => [...first.writes.values()].flat().includes(name));
  const before = await rowsOf(session, written);
  await runSeeds(session, seeds);
  await checkFixtures(session, context.root, readSettings(context, 'database', databaseSettings).fixtures);
  const sampled = await rowsOf(session, written);
  const samples = written.map((table) =>
    sampleOf(table, rowsFor(before, table), rowsFor(first.rows, table), rowsFor(sampled, table)),
  );
  return {
    writes: first.writes,
    samples: samples.filter((sample) => 'rows' in sample),
    notCompared: samples.filter((sample) => 'why' in sample),
    notIdempotent: await secondTime(session, tables, seeds),
  };
}

/** Leaves nothing: what differs from the run after it is not the seeds' word but the clock's or a sequence's. */
async function firstRun(session: Session, tables: readonly SeedTable[], seeds: readonly SeedFile[]) {
  const writes = new Map<string, readonly string[]>();
  const rows = new Map<string, Rows>();
  let prints = await fingerprints(session, tables);
  await runSeeds(session, seeds, {
    after: async ({ path }) => {
      const now = await fingerprints(session, tables);
      writes.set(path, changedIn(prints, now));
      prints = now;
    },
    last: async () => {
      for (const table of tables) {
        if ([...writes.values()].flat().includes(table.name)) rows.set(table.name, await rowsIn(session, table));
      }
    },
    end: 'rollback',
  });
  return { writes, rows };
}

/** Idempotent by proof: the rows of every table are the same after the second time. */
async function secondTime(
  session: Session,
  tables: readonly SeedTable[],
  seeds: readonly SeedFile[],
): Promise<string | undefined> {
  const before = await fingerprints(session, tables);
  try {
    await runSeeds(session, seeds);
  } catch (error) {
    if (!(error instanceof SeedFailure)) throw error;
    return `the second time, ${error.data.what}: ${error.data.why}`;
  }
  const after = await fingerprints(session, tables);
  const changed = changedIn(before, after).map((name) => {
    const [then, now] = [before, after].map((prints) => prints.get(name)?.split(':')[0] ?? '0');
    return then === now
      ? `the same ${now} rows of ${name} with other values`
      : `${name} with ${now} rows instead of ${then}`;
  });
  return changed.length === 0 ? undefined : `the second time leaves ${changed.join(', ')}`;
}

function changedIn(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...after].filter(([name, print]) => before.get(name) !== print).map(([name]) => name);
}

async function rowsOf(session: Session, tables: readonly SeedTable[]): Promise<ReadonlyMap<string, Rows>> {
  const rows = new Map<string, Rows>();
  for (const table of tables) rows.set(table.name, await rowsIn(session, table));
  return rows;
}

function rowsFor(rows: ReadonlyMap<string, Rows>, { name }: SeedTable): Rows {
  return rows.get(name) ?? new Map();
}
