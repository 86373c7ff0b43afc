import type { Trouble } from '../../chain/judgement.ts';
import { pages, type Subject } from '../subject.ts';

/** A program that Chatwoot cannot do without. */
export interface Dependency {
  readonly name: 'Redis' | 'Postgres';
  /** What of Chatwoot's configuration says where it is. */
  readonly variable: 'REDIS_URL' | 'DATABASE_URL or POSTGRES_HOST';
  readonly field: 'queue_services' | 'data_services';
}

export const redis: Dependency = { name: 'Redis', variable: 'REDIS_URL', field: 'queue_services' };
export const postgres: Dependency = {
  name: 'Postgres',
  variable: 'DATABASE_URL or POSTGRES_HOST',
  field: 'data_services',
};

export function dependencyFailing(subject: Subject, { name, variable, field }: Dependency, says: string): Trouble {
  return {
    state: 'fail',
    code: 'dependency_failing',
    summary: `${name} does not answer Chatwoot: /api says ${field} is “${subject.show(says)}”, with status 200`,
    next: `Start ${name} again or correct ${variable} of Chatwoot, then look at ${pages.status(subject)}.`,
  };
}

export function dependencyUnsaid(subject: Subject, { name, field }: Dependency): Trouble {
  return {
    state: 'unknown',
    code: 'field_absent',
    summary: `/api does not say how ${name} is: ${field} is absent or null`,
    next: `Look at ${pages.status(subject)} (or ask ${name} itself); a null is what Chatwoot says when ${name} gives no answer to a ping.`,
  };
}

/** The web process lives and its `/api` fails: a timeout or a refused login of a dependency is caught by nobody there. */
export function dependencyBreaks(subject: Subject, status: number): Trouble {
  return {
    state: 'fail',
    code: 'dependency_failing',
    summary: `/health answers and /api answers ${status}: Chatwoot’s web process lives, and Redis or Postgres lets it wait or refuses its login`,
    next: `Look for Redis or ActiveRecord in the newest error of Chatwoot’s web logs, and at ${pages.status(subject)}.`,
  };
}

export function versionDrift({ setting, show }: Subject, pinned: string, version: string): Trouble {
  return {
    state: 'degraded',
    code: 'version_drift',
    summary: `Chatwoot ${show(version)} runs, and ${pinned} is wanted`,
    next: `Deploy chatwoot/chatwoot:v${pinned} with its migrations, or set ${setting}.version to '${show(version)}' in prestage.config.ts.`,
  };
}

export function versionUnsaid({ setting }: Subject, pinned: string): Trouble {
  return {
    state: 'unknown',
    code: 'field_absent',
    summary: `/api does not say which version runs, and ${pinned} is wanted`,
    next: `Look whether it is Chatwoot that answers; if its version is kept back on purpose, take ${setting}.version out of prestage.config.ts.`,
  };
}
