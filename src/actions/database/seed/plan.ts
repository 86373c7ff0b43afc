import type { ActionContext, Change, Plan } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';
import { seedPaths } from './config.ts';
import { countRows, type RowCount } from './counts.ts';
import { readSeeds, type SeedFile } from './files.ts';
import { recordedSeeds, refusePending, stateOf, type SeedState } from './history.ts';
import { rehearseSeeds, type Rehearsal } from './rehearse.ts';
import { findRows } from './rows.ts';
import { whereToSeed } from './where.ts';

/**
 * `lost`: recorded as run, and rows that it makes are not there. `differing`: they hold other values, and it is to be run
 * again for that: someone changed them, or the CLI has recorded the seed without running it.
 */
export type PlannedSeed = {
  readonly path: string;
  readonly sha256: string;
  readonly state: SeedState | 'lost' | 'differing';
};

/** Types, not interfaces: a plan is plain JSON. */
export type SeedPlan = {
  readonly seeds: readonly PlannedSeed[];
  /** The CLI runs new seeds. Of changed ones it only records the digest, so that those, and what stands between, are run by us. */
  readonly by: 'cli' | 'prestage' | 'nobody';
  readonly before: Readonly<Record<string, RowCount>>;
  /** What is said and stops nothing. */
  readonly notes: readonly string[];
  readonly idempotent: boolean;
};

export interface SeedWish {
  readonly idempotent: 'required' | 'reported';
  readonly differing: 'reported' | 'rerun';
}

export async function planSeeds(context: ActionContext, wish: SeedWish): Promise<Plan<SeedPlan>> {
  const login = await whereToSeed(context);
  const { files, without } = await seedPaths(context.root);
  const seeds = await readSeeds(context.root, files);
  const session = await openSession(login, { root: context.root, timeoutMs: 120_000 });
  try {
    await refusePending(session, context.root);
    const recorded = await recordedSeeds(session);
    const rehearsal = await rehearseSeeds(context, seeds);
    refuseDoubling(rehearsal, wish);
    const planned = await plannedSeeds(session, seeds, recorded, rehearsal, wish);
    const data: SeedPlan = {
      seeds: planned,
      by: runner(planned),
      before: await countRows(session, writtenBy(rehearsal)),
      notes: [
        ...without.map((glob) => `no file fits ${glob} of [db.seed] sql_paths`),
        ...seeds.flatMap(({ notes }) => notes.map(({ what, why }) => `${what}: ${why}`)),
        ...(rehearsal.notIdempotent === undefined ? [] : [`not idempotent: ${rehearsal.notIdempotent}`]),
      ],
      idempotent: rehearsal.notIdempotent === undefined,
    };
    return { summary: summaryOf(data), changes: changesOf(data), data };
  } finally {
    await session.close();
  }
}

export function writtenBy({ writes }: Rehearsal): readonly string[] {
  return [...new Set([...writes.values()].flat())].toSorted();
}

export function toRun({ seeds }: SeedPlan): readonly PlannedSeed[] {
  return seeds.filter(({ state }) => state !== 'unchanged');
}

async function plannedSeeds(
  session: Session,
  seeds: readonly SeedFile[],
  recorded: ReadonlyMap<string, string>,
  rehearsal: Rehearsal,
  wish: SeedWish,
): Promise<readonly PlannedSeed[]> {
  const lacking = new Set<string>();
  const other = new Set<string>();
  for (const sample of rehearsal.samples) {
    const { table, missing, differing } = await findRows(session, sample);
    if (missing > 0) lacking.add(table);
    if (differing > 0 && wish.differing === 'rerun') other.add(table);
  }
  return seeds.map(({ path, sha256 }) => {
    const state = stateOf(recorded.get(path), sha256);
    if (state !== 'unchanged') return { path, sha256, state };
    const writes = rehearsal.writes.get(path) ?? [];
    if (writes.some((table) => lacking.has(table))) return { path, sha256, state: 'lost' };
    return { path, sha256, state: writes.some((table) => other.has(table)) ? 'differing' : 'unchanged' };
  });
}

function runner(seeds: readonly PlannedSeed[]): SeedPlan['by'] {
  const wanted = seeds.filter(({ state }) => state !== 'unchanged');
  if (wanted.length === 0) return 'nobody';
  return wanted.every(({ state }) => state === 'new') ? 'cli' : 'prestage';
}

function refuseDoubling({ notIdempotent }: Rehearsal, { idempotent }: SeedWish): void {
  if (notIdempotent === undefined || idempotent === 'reported') return;
  throw new Failure(
    {
      code: 'database.seed-not-idempotent',
      what: 'The seeds cannot be run twice with the same result',
      why: notIdempotent,
      fix: 'Give each row a fixed key and write `on conflict (…) do update`; or take it as it is: `idempotent=reported`.',
    },
    exitCodes.failed,
  );
}

function summaryOf(plan: SeedPlan): string {
  const many = toRun(plan).length;
  return many === 0
    ? `All ${plan.seeds.length} seeds have been run as they are`
    : `Run ${many} of ${plan.seeds.length} seeds`;
}

function changesOf(plan: SeedPlan): readonly Change[] {
  const by = plan.by === 'cli' ? 'by the supabase CLI' : 'by Prestage, in one transaction';
  return toRun(plan).map(({ path, state }) => ({ kind: 'run', target: path, summary: `${words[state]}: run ${by}` }));
}

const words: Readonly<Record<PlannedSeed['state'], string>> = {
  new: 'new',
  unchanged: 'unchanged',
  changed: 'changed since it was run',
  lost: 'was run, and its rows are gone',
  differing: 'was run, and its rows hold other values',
};
