import type { Catalogue } from '../core/action.ts';
import { Failure, type FailureData } from '../core/failure.ts';
import { openDatabase } from '../services/postgres/client.ts';
import { notConfigured } from './databases.ts';
import type { DatabaseOf } from './lock/request.ts';
import type { NamedStep } from './secrets/needed.ts';

export interface DatabasesToReach {
  readonly root: string;
  readonly database: DatabaseOf | undefined;
  /** Whether each is logged in to, or only looked up. */
  readonly areTried: boolean;
}

/** Of each environment whose Postgres a step needs: that none is configured, or why it lets nobody in. */
export async function databaseProblems(
  steps: readonly NamedStep[],
  catalogue: Catalogue,
  databases: DatabasesToReach,
): Promise<readonly FailureData[]> {
  const environments = await environmentsIn(steps, catalogue);
  const found = await Promise.all(environments.map(async (name) => problemsOf(name, databases)));
  return found.flat();
}

async function environmentsIn(steps: readonly NamedStep[], catalogue: Catalogue): Promise<readonly string[]> {
  const needed = await Promise.all(
    steps.map(async ({ action, environment }) => {
      const services = (await catalogue.load(action))?.needs.services ?? [];
      return environment !== undefined && services.includes('postgres') ? [environment] : [];
    }),
  );
  return [...new Set(needed.flat())].toSorted();
}

async function problemsOf(
  environment: string,
  { root, database, areTried }: DatabasesToReach,
): Promise<readonly FailureData[]> {
  try {
    const login = await database?.(environment);
    if (login === undefined) throw notConfigured(environment);
    if (!areTried) return [];
    const opened = await openDatabase(login, { root });
    try {
      await opened.query('select 1');
    } finally {
      await opened.close();
    }
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return (error.data.problems ?? [error.data]).map((problem) => ofEnvironment(problem, environment));
  }
}

function ofEnvironment(problem: FailureData, environment: string): FailureData {
  return problem.code === 'database.not-configured'
    ? problem
    : { ...problem, why: `${problem.why}; a bound action goes to the database of ${environment}` };
}
