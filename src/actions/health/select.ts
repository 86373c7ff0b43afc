import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { nearestName } from '../../core/nearest.ts';
import type { CheckSettings, HealthSettings } from './settings.ts';

export interface NamedCheck {
  readonly name: string;
  readonly settings: CheckSettings;
}

/** The named checks, else all of the environment, in order of name. Throws Failure `health.unknown-check`, `health.not-here`. */
export function selectChecks(
  { checks }: HealthSettings,
  environment: string,
  named: readonly string[] | undefined,
): readonly NamedCheck[] {
  const names = Object.keys(checks).toSorted();
  for (const name of named ?? []) if (!Object.hasOwn(checks, name)) throw unknownCheck(name, names);
  const wanted = named === undefined ? names : names.filter((name) => named.includes(name));
  const found = wanted.flatMap((name) => (checks[name] === undefined ? [] : [{ name, settings: checks[name] }]));
  const here = found.filter(({ settings }) => settings.environments?.includes(environment) ?? true);
  const elsewhere = found.find((one) => !here.includes(one));
  if (named !== undefined && elsewhere !== undefined) throw notHere(elsewhere, environment);
  return here;
}

function unknownCheck(name: string, names: readonly string[]): Failure {
  const near = nearestName(name, names);
  return new Failure(
    {
      code: 'health.unknown-check',
      what: `There is no check \`${name}\``,
      why: `\`health.checks\` in prestage.config.ts has ${names.join(', ') || 'none'}`,
      fix: near === undefined ? 'Name one of these, or add it.' : `Did you mean \`${near}\`?`,
      file: 'prestage.config.ts',
    },
    exitCodes.usage,
  );
}

function notHere({ name, settings }: NamedCheck, environment: string): Failure {
  return new Failure(
    {
      code: 'health.not-here',
      what: `The check \`${name}\` is not one of ${environment}`,
      why: `its \`environments\` are ${settings.environments?.join(', ') ?? ''}`,
      fix: `Name one of these with --env, or add ${environment} to them.`,
      file: 'prestage.config.ts',
    },
    exitCodes.usage,
  );
}
