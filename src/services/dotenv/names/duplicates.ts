import type { FailureData } from '../../../core/failure.ts';
import type { Place } from './place.ts';

/** A file of the vault, and whose secret its path says that it is. */
export interface NamedFile extends Place {
  readonly file: string;
}

/** Two files for one secret: one of them would be forgotten when it is changed. */
export function duplicates(files: readonly NamedFile[]): FailureData[] {
  return [...Map.groupBy(files, ({ name }) => name).values()].flatMap((group) =>
    group.flatMap((later, index) => {
      const earlier = group.slice(0, index).find((other) => collide(other, later));
      return earlier === undefined ? [] : [duplicate(earlier, later)];
    }),
  );
}

/** A file without an environment speaks for all of them. */
function collide(a: Place, b: Place): boolean {
  return a.environment === b.environment || a.environment === undefined || b.environment === undefined;
}

function duplicate(earlier: NamedFile, later: NamedFile): FailureData {
  const same = earlier.environment === later.environment;
  const environment = later.environment === undefined ? '' : ` of ${later.environment}`;
  return {
    code: 'secrets.duplicate',
    what: same
      ? `The secret ${later.name}${environment} is kept twice`
      : `The secret ${later.name} is kept for all environments and for one of them`,
    why: `it is in ${earlier.file} and in ${later.file}`,
    fix: same
      ? 'Find out which one holds, and remove the other.'
      : 'Keep one file, without an environment, or one for each environment.',
    file: later.file,
  };
}
