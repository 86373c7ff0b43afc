import { Failure } from '../../core/failure.ts';
import type { ActionContext } from '../../core/action.ts';
import { readSettings } from '../settings.ts';
import { secretsSettings, type SecretsSettings } from './settings.ts';

/** The section, and the environment that is meant: the action's own, or all that the targets have when it has none. */
export function secretsOf(context: ActionContext): { settings: SecretsSettings; environments: readonly string[] } {
  const settings = readSettings(context, 'secrets', secretsSettings);
  if (Object.keys(settings.map).length === 0) throw nothingMapped();
  if (context.environment !== undefined) return { settings, environments: [context.environment] };
  return { settings, environments: environmentsIn(settings) };
}

/** All that the section names. */
export function environmentsIn({ map, fly }: SecretsSettings): readonly string[] {
  const named = Object.values(map).flatMap(({ targets }) =>
    targets.flatMap((each) => (each.to === 'github-repository' ? [] : (each.environments ?? []))),
  );
  return [...new Set([...Object.keys(fly?.apps ?? {}), ...named])].toSorted();
}

function nothingMapped(): Failure {
  return new Failure({
    code: 'secrets.nothing-mapped',
    what: 'No secret is mapped to a target',
    why: 'prestage.config.ts has no `secrets.map`, so nothing says what goes where',
    fix: "Add it: `secrets: { map: { publer_api_key: { targets: [{ to: 'fly' }, { to: 'github' }] } } }`.",
    file: 'prestage.config.ts',
  });
}
