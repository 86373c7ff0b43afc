import type { ActionContext } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { Workspace } from '../../../core/workspace.ts';
import { readSettings } from '../../settings.ts';
import { environmentOf } from '../environment.ts';
import { prepareCheck } from '../run-check.ts';
import { selectChecks } from '../select.ts';
import { healthSettings, type HealthSettings } from '../settings.ts';
import type { Watched } from './site.ts';

/**
 * The checks of one environment, or of all, with their settings read. Throws Failure `health.unknown-environment`,
 * `health.nothing-to-watch`, `config.invalid`.
 */
export async function checksToWatch(
  { config }: Pick<Workspace, 'config'>,
  named: string | undefined,
  contextOf: (environment: string) => ActionContext,
): Promise<{ readonly settings: HealthSettings; readonly watched: readonly Watched[] }> {
  const names = named === undefined ? Object.keys(config.environments).toSorted() : [named];
  const contexts = names.map((name) => contextOf(name));
  const [first] = contexts;
  if (first === undefined) throw nothing('prestage.config.ts has no environments');
  const settings = readSettings(first, 'health', healthSettings);
  const all = await Promise.all(contexts.map(async (context) => watchedIn(context, settings)));
  const watched = all.filter(({ checks }) => checks.length > 0);
  if (watched.length === 0) throw nothing(`no check is configured for ${names.join(', ')}`);
  return { settings, watched };
}

async function watchedIn(context: ActionContext, settings: HealthSettings): Promise<Watched> {
  const environment = environmentOf(context);
  const checks = selectChecks(settings, environment, undefined).map(async (named) => ({
    prepared: await prepareCheck(named, environment),
    everyMs: named.settings.every * 1000,
  }));
  return { environment, context, checks: await Promise.all(checks) };
}

function nothing(why: string): Failure {
  return new Failure(
    {
      code: 'health.nothing-to-watch',
      what: 'There is nothing to watch',
      why,
      fix: 'Add a check to `health.checks` in prestage.config.ts, and an environment to `environments`.',
      file: 'prestage.config.ts',
    },
    exitCodes.missing,
  );
}
