import { Failure, type FailureData } from '../core/failure.ts';
import { databaseIdentity } from '../services/postgres/identity.ts';
import type { Config } from './schema.ts';

/**
 * The environments that are not production by their word and are by their database. All that is let near them would be let
 * near production: without an approval, by tests and probes that write, down the migrations.
 */
export function productionByAnotherName({ environments }: Config, file: string): readonly FailureData[] {
  const known = Object.entries(environments).flatMap(([name, { production, database }]) => {
    const identity = database === undefined ? undefined : identityOf(database.url);
    return identity === undefined ? [] : [{ name, production, identity }];
  });
  return known
    .filter(({ production }) => !production)
    .flatMap(({ name, identity }) => {
      const other = known.find((each) => each.production && each.identity === identity);
      return other === undefined ? [] : [isProduction(name, other.name, file)];
    });
}

/** Through a URL that cannot be read nobody gets anywhere; who tries is told why. */
function identityOf(url: string): string | undefined {
  try {
    return databaseIdentity(url);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function isProduction(name: string, production: string, file: string): FailureData {
  return {
    code: 'database.is-production',
    what: `The database of ${name} is that of ${production}, which is production`,
    why: `what acts on ${name} would act on ${production} without its approval and its safeguards`,
    fix:
      `Give environments.${name}.database.url in ${file} a database of its own; ` +
      `or say \`production: true\` of ${name} too, if it is meant to be that one.`,
    file,
  };
}
