import type { ActionContext } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { nearestName } from '../../core/nearest.ts';

/** The environment that is to be checked. Throws Failure `health.no-environment`, `health.unknown-environment`. */
export function environmentOf({ environment, settings }: ActionContext): string {
  const configured = settings('environments');
  const known = typeof configured === 'object' && configured !== null ? Object.keys(configured) : [];
  if (environment !== undefined && known.length > 0 && !known.includes(environment))
    throw unknownEnvironment(environment, known);
  if (environment !== undefined) return environment;
  throw new Failure(
    {
      code: 'health.no-environment',
      what: 'No environment is named whose services are to be checked',
      why: 'each has URLs and credentials of its own',
      fix: 'Name it: `prestage health check --env staging`, or `env=staging` in the binding.',
    },
    exitCodes.usage,
  );
}

function unknownEnvironment(environment: string, known: readonly string[]): Failure {
  const near = nearestName(environment, known);
  return new Failure(
    {
      code: 'health.unknown-environment',
      what: `There is no environment \`${environment}\``,
      why: `prestage.config.ts has ${known.toSorted().join(', ')}`,
      fix: near === undefined ? 'Name one of these.' : `Did you mean \`${near}\`?`,
      file: 'prestage.config.ts',
    },
    exitCodes.usage,
  );
}
