import type { ActionContext } from '../../../core/action.ts';
import type { DatabaseLogin } from '../../../core/database.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { openSupabase } from '../../../services/supabase/client.ts';
import { changedMeanwhile } from '../../planned-file.ts';
import { readSeeds, type SeedFile } from './files.ts';
import { recordedSeeds, recordSeed, refusePending } from './history.ts';
import { toRun, type PlannedSeed, type SeedPlan } from './plan.ts';
import { runSeeds } from './run-seeds.ts';

/** Runs what the plan wants run. Throws a Failure that says what was run and what was not. */
export async function applySeeds(context: ActionContext, login: DatabaseLogin, plan: SeedPlan): Promise<void> {
  const wanted = toRun(plan);
  // All are read again: the CLI would run whatever stands there now.
  const seeds = await readSeeds(
    context.root,
    plan.seeds.map(({ path }) => path),
  );
  const other = plan.seeds.find(({ path, sha256 }) => seeds.find((each) => each.path === path)?.sha256 !== sha256);
  if (other !== undefined) throw changedMeanwhile(other.path);
  if (plan.by === 'cli') await pushSeeds(context, login, wanted);
  if (plan.by === 'prestage')
    await executeSeeds(
      context,
      login,
      seeds.filter(({ path }) => wanted.some((each) => each.path === path)),
    );
}

/** There is no `supabase db seed`: this is how the CLI seeds. */
async function pushSeeds(context: ActionContext, login: DatabaseLogin, wanted: readonly PlannedSeed[]): Promise<void> {
  // Migrations that came since the plan would be pushed along.
  await refuseNow(login, context.root);
  const { error, result } = await (await openSupabase(context.exec)).push(login, { includeSeed: true });
  if (error === undefined) return;
  const isRun = await whichRan(login, context.root, wanted);
  throw new Failure(
    {
      code: 'database.seed-failed',
      what: `supabase db push --include-seed failed (${error.code}); ${isRun}`,
      why: `${error.message}${statementIn(result.stderr)}`,
      fix:
        error.code === 'timeout'
          ? 'The server may still be at it: look at pg_stat_activity, then seed again; what has been run is not run twice.'
          : 'Mend what it says, then seed again; what has been run is not run twice.',
    },
    exitCodes.failed,
  );
}

async function refuseNow(login: DatabaseLogin, root: string): Promise<void> {
  const session = await openSession(login, { root });
  try {
    await refusePending(session, root);
  } finally {
    await session.close();
  }
}

/** Whatever the CLI said, the database knows which were run. */
async function whichRan(login: DatabaseLogin, root: string, wanted: readonly PlannedSeed[]): Promise<string> {
  const session = await openSession(login, { root });
  try {
    const recorded = await recordedSeeds(session);
    const ran = wanted.filter(({ path, sha256 }) => recorded.get(path) === sha256).map(({ path }) => path);
    const not = wanted.map(({ path }) => path).filter((path) => !ran.includes(path));
    return `run: ${ran.join(', ') || 'none'}; not run: ${not.join(', ') || 'none'}`;
  } finally {
    await session.close();
  }
}

function statementIn(stderr: string): string {
  const [found] = /^At statement: \d+/m.exec(stderr) ?? [];
  return found === undefined ? '' : ` (${found.toLowerCase()}, counted from 0)`;
}

async function executeSeeds(context: ActionContext, login: DatabaseLogin, seeds: readonly SeedFile[]): Promise<void> {
  const session = await openSession(login, { root: context.root, timeoutMs: 600_000 });
  try {
    await runSeeds(session, seeds, {
      after: async ({ path, sha256 }) => recordSeed(session, path, sha256),
    });
  } finally {
    await session.close();
  }
}
