import type { ActionContext, Outcome } from '../../../core/action.ts';
import type { DatabaseLogin } from '../../../core/database.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';
import { commandLine } from '../../command-line.ts';
import { countRows, shownCount, type RowCount } from './counts.ts';
import { readSeeds, type SeedFile } from './files.ts';
import { recordedSeeds } from './history.ts';
import { toRun, writtenBy, type SeedPlan } from './plan.ts';
import { rehearseSeeds, type Rehearsal } from './rehearse.ts';
import { findRows, type RowsFound } from './rows.ts';

/** What the database says after it, whatever `apply` came to. */
interface Seen {
  readonly plan: SeedPlan;
  readonly seeds: readonly SeedFile[];
  readonly recorded: ReadonlyMap<string, string>;
  readonly rehearsal: Rehearsal;
  readonly rows: readonly RowsFound[];
  readonly after: Readonly<Record<string, RowCount>>;
}

export async function judgeSeeds(context: ActionContext, login: DatabaseLogin, plan: SeedPlan): Promise<Outcome> {
  const seeds = await readSeeds(
    context.root,
    plan.seeds.map(({ path }) => path),
  );
  const rehearsal = await rehearseSeeds(context, seeds);
  const session = await openSession(login, { root: context.root, timeoutMs: 120_000 });
  try {
    const rows = await look(session, rehearsal);
    const after = await countRows(session, writtenBy(rehearsal));
    const seen = { plan, seeds, rehearsal, rows, after, recorded: await recordedSeeds(session) };
    const judged = verdictOf(seen);
    const fix = judged.verdict === 'verified' ? {} : { fix: fixOf(context, seen) };
    return { ...judged, ...fix, facts: factsOf(seen) };
  } finally {
    await session.close();
  }
}

async function look(session: Session, { samples }: Rehearsal): Promise<readonly RowsFound[]> {
  const found: RowsFound[] = [];
  for (const sample of samples) found.push(await findRows(session, sample));
  return found;
}

function verdictOf(seen: Seen): Pick<Outcome, 'verdict' | 'reason'> {
  const faults = [...changedFiles(seen), ...notRecorded(seen), ...wrongRows(seen)];
  if (faults.length > 0) return { verdict: 'failed', reason: faults.join('; ') };
  const blind = seen.rows.flatMap(({ table, fault }) => (fault === undefined ? [] : [`${table}: ${fault}`]));
  if (blind.length > 0) return { verdict: 'unknown', reason: `could not look at the rows of ${blind.join('; ')}` };
  const unproven = [...unprovenSeeds(seen), ...otherRows(seen)];
  if (unproven.length > 0) return { verdict: 'unknown', reason: unproven.join('; ') };
  const { notes } = seen.plan;
  return notes.length === 0 ? { verdict: 'verified' } : { verdict: 'verified', reason: notes.join('; ') };
}

/** Rows of seeds that are recorded as run are written anew only when somebody says so. */
function fixOf(context: ActionContext, seen: Seen): string {
  const again = otherRows(seen).length > 0 ? ['--differing', 'rerun'] : [];
  return `See what would be run: ${commandLine(context, 'database', 'seed', ...again)}; with \`--apply\` it is.`;
}

function changedFiles({ plan, seeds }: Seen): readonly string[] {
  return plan.seeds
    .filter(({ path, sha256 }) => seeds.find((seed) => seed.path === path)?.sha256 !== sha256)
    .map(({ path }) => `${path} was changed after it was planned: what it says now was not run`);
}

function notRecorded({ plan, recorded }: Seen): readonly string[] {
  return plan.seeds
    .filter(({ path, sha256 }) => recorded.get(path) !== sha256)
    .map(
      ({ path }) =>
        `${path} was not run: the database ${recorded.has(path) ? 'has another version of it recorded' : 'does not have it recorded'}`,
    );
}

/** Rows must be there; those of seeds that were run now must hold what the seeds say, too. */
function wrongRows(seen: Seen): readonly string[] {
  const fresh = freshTables(seen);
  return seen.rows.flatMap(({ table, wanted, missing, differing, examples }) => {
    const shown = examples.join(', ');
    if (missing > 0) return [`${missing} of ${wanted} seeded rows of ${table} are not there (${shown})`];
    if (differing === 0 || !fresh.has(table)) return [];
    return [
      `${differing} of ${wanted} rows of ${table} hold other values than the seeds write (${shown}): \`on conflict do nothing\` keeps what was there, \`do update\` does not`,
    ];
  });
}

/** Of seeds that are recorded as run: what people changed cannot be told from what was never run. */
function otherRows(seen: Seen): readonly string[] {
  const fresh = freshTables(seen);
  return seen.rows
    .filter(({ table, differing }) => differing > 0 && !fresh.has(table))
    .map(
      ({ table, differing, examples }) =>
        `${differing} rows of ${table} hold other values than the seeds write (${examples.join(', ')}): someone changed them, or the CLI recorded a changed seed without running it; \`differing=rerun\` runs it`,
    );
}

/** A digest alone proves nothing: the CLI records it of seeds that it did not run. */
function unprovenSeeds({ plan, rehearsal }: Seen): readonly string[] {
  const compared = new Set(rehearsal.samples.map(({ table }) => table));
  return toRun(plan)
    .filter(({ state }) => state === 'changed')
    .filter(({ path }) => !(rehearsal.writes.get(path) ?? []).some((table) => compared.has(table)))
    .map(({ path }) => `${path} is recorded as run, and no row of it can be looked for`);
}

function freshTables({ plan, rehearsal }: Seen): ReadonlySet<string> {
  return new Set(toRun(plan).flatMap(({ path }) => rehearsal.writes.get(path) ?? []));
}

function factsOf({ plan, rehearsal, rows, after }: Seen): NonNullable<Outcome['facts']> {
  const tables = Object.fromEntries(
    writtenBy(rehearsal).map((table) => {
      const found = rows.find((each) => each.table === table);
      const counts = { before: shownCount(plan.before[table]), after: shownCount(after[table]) };
      if (found === undefined) return [table, counts];
      const { wanted, missing, differing } = found;
      return [table, { ...counts, seeded: wanted, missing, differing }];
    }),
  );
  return {
    seeds: Object.fromEntries(plan.seeds.map(({ path, state, sha256 }) => [path, { state, sha256 }])),
    runBy: plan.by,
    tables,
    notCompared: rehearsal.notCompared.map(({ table, why }) => `${table}: ${why}`),
    idempotent: rehearsal.notIdempotent ?? true,
    shadow: rehearsal.server,
    notes: [...plan.notes],
  };
}
