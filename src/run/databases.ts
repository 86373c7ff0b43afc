import type { ActionContext } from '../core/action.ts';
import { Failure } from '../core/failure.ts';
import type { Redactor } from '../core/redactor.ts';
import type { OpenScratch, Scratch, ScratchOptions } from '../core/scratch.ts';
import type { DatabaseOf } from './lock/request.ts';

/** The databases of one action: those of its environments, and those that it opened to throw away. */
export interface Databases extends Pick<ActionContext, 'database' | 'scratch'> {
  /** Closes every scratch database that the action left open. */
  close(): Promise<void>;
}

export interface DatabaseMeans {
  readonly database?: DatabaseOf | undefined;
  readonly scratch?: OpenScratch | undefined;
}

export function databasesFor(means: DatabaseMeans, environment: string | undefined, redactor: Redactor): Databases {
  const open = new Set<Scratch>();
  const learn = ({ login, admin }: Scratch): void => redactor.learn([login.password, admin.password]);
  return {
    async database(named = environment) {
      const login = named === undefined ? undefined : await means.database?.(named);
      if (login === undefined) throw notConfigured(named);
      redactor.learn([login.password]);
      return login;
    },
    async scratch(options) {
      if (means.scratch === undefined) throw noScratch();
      const scratch = await means.scratch(learning(options, learn));
      learn(scratch);
      open.add(scratch);
      return scratch;
    },
    async close() {
      const left = [...open];
      open.clear();
      await Promise.all(left.map(async (scratch) => scratch.close()));
    },
  };
}

/** Its passwords are known before anybody works with it. */
function learning(options: ScratchOptions = {}, learn: (scratch: Scratch) => void): ScratchOptions {
  const { prepared } = options;
  if (prepared === undefined) return options;
  const prepare = async (scratch: Scratch): Promise<boolean> => {
    learn(scratch);
    return prepared.prepare(scratch);
  };
  return { ...options, prepared: { ...prepared, prepare } };
}

export function notConfigured(environment: string | undefined): Failure {
  if (environment === undefined)
    return new Failure({
      code: 'database.no-environment',
      what: 'It is not said whose database is meant',
      why: 'the action acts on an environment, and none is named',
      fix: 'Name it: `env=staging` in the binding, `--env staging` on the command line.',
    });
  return new Failure({
    code: 'database.not-configured',
    what: `There is no database of ${environment} to go to`,
    why: `prestage.config.ts names none, or no vault that has its password`,
    fix: `Name it in environments.${environment}.database: { url, password: secret(…) }, and a vault.`,
    file: 'prestage.config.ts',
  });
}

function noScratch(): Failure {
  return new Failure({
    code: 'database.no-scratch',
    what: 'No scratch database can be opened here',
    why: 'whoever started this run gave it none',
    fix: 'Start it by `prestage run`, `prestage rehearse` or the command of the action.',
  });
}
