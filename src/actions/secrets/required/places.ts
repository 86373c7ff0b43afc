import { targetId, type TargetKey } from '../placements.ts';
import type { SecretsSettings } from '../settings.ts';
import type { Ask, Where } from './ask.ts';

/** Where an action looks: its section, and the environments that it is about. */
export interface Scope {
  readonly settings: SecretsSettings;
  readonly environments: readonly string[];
}

type GitHubWhere = Extract<Where, { kind: 'github' }>;

/** Targets that must be asked to know whether they have what the code asks for, mapped or not. */
export function placesAskedFor(asks: readonly Ask[], scope: Scope): readonly TargetKey[] {
  const keys = asks.flatMap(({ where }) => {
    if (where.kind === 'github') return gitHubPlaces(where, scope).flatMap(({ reached }) => reached);
    return where.kind === 'fly'
      ? flyPlaces(where.app, scope)
      : where.kind === 'process'
        ? flyPlaces(undefined, scope)
        : [];
  });
  return [...new Map(keys.map((key) => [targetId(key), key])).values()];
}

/** One place that a job runs in: the targets whose secrets it sees, the one that wins first. */
export interface Seen {
  readonly reached: readonly TargetKey[];
  readonly environment?: string;
}

/** A job in an environment that the action is not about is not judged. */
export function gitHubPlaces({ environments, isRepositoryToo }: GitHubWhere, scope: Scope): readonly Seen[] {
  const repository = scope.settings.github?.repository;
  if (repository === undefined) return [];
  const own: readonly TargetKey[] = isRepositoryToo ? [{ kind: 'github', repository }] : [];
  const at = (environment: string): TargetKey => ({ kind: 'github', environment, repository });
  if (environments === 'any') return [{ reached: [...scope.environments.map(at), ...own] }];
  if (environments.length === 0) return [{ reached: own }];
  return environments
    .filter((each) => scope.environments.includes(each))
    .map((environment) => ({ environment, reached: [at(environment), ...own] }));
}

export function flyPlaces(app: string | undefined, { settings, environments }: Scope): readonly TargetKey[] {
  return Object.entries(settings.fly?.apps ?? {}).flatMap(([environment, own]): readonly TargetKey[] =>
    environments.includes(environment) && (app === undefined || app === own)
      ? [{ kind: 'fly', environment, app: own }]
      : [],
  );
}
