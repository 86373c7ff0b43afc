import { Failure } from '../../core/failure.ts';
import { nearestName } from '../../core/nearest.ts';
import type { Held } from './contents.ts';

/** What was asked for and is not there. */
export interface Asked {
  readonly name: string;
  readonly environment?: string;
  /** The vault's folder, as messages call it. */
  readonly shown: string;
}

/** Says what is nearest to it, where was looked, and how to add it. */
export function missing({ name, environment, shown }: Asked, held: readonly Held[]): Failure {
  const label = environment === undefined ? name : `${name} of ${environment}`;
  const others = held.filter((entry) => entry.base === name || `${entry.base}.${entry.key}` === name);
  return new Failure({
    code: 'secrets.missing',
    what: `The secret ${label} is not in the vault`,
    why: whyMissing(held, others, shown, name),
    fix: howToAdd(shown, name, environment),
    tried: [`${shown}/**/*.env`, ...others.map(({ file }) => file)],
  });
}

/** The file holds several keys, and the name does not say which. */
export function unclear({ name, environment }: Asked, found: readonly Held[]): Failure {
  const label = environment === undefined ? name : `${name} of ${environment}`;
  const [file] = found.map((entry) => entry.file);
  const choices = found.map(({ base, key }) => `\`${base}.${key}\``).join(', ');
  return new Failure({
    code: 'secrets.missing',
    what: `It is not clear which secret ${label} is`,
    why: `${file ?? 'its file'} holds several: ${choices}`,
    fix: 'Name one of them.',
    ...(file === undefined ? {} : { file }),
  });
}

function whyMissing(held: readonly Held[], others: readonly Held[], shown: string, name: string): string {
  if (others.length > 0) {
    const kept = others.map((entry) => entry.environment).filter((environment) => environment !== undefined);
    return `it is kept for ${[...new Set(kept)].toSorted().join(', ')} alone`;
  }
  if (held.length === 0) return `${shown} is not there or holds no .env file`;
  const near = nearestName(name, [...new Set(held.map(({ base }) => base))].toSorted());
  return near === undefined
    ? `no file in ${shown} has that name`
    : `no file in ${shown} has that name; near it is ${near}`;
}

/** The value is typed into an editor, not into a command: a shell keeps what is typed. */
function howToAdd(shown: string, name: string, environment: string | undefined): string {
  const [base = name, key = name] = name.split('.');
  const file = `${shown}/${base}${environment === undefined ? '' : `_${environment}`}.env`;
  const makesIt = `(umask 077; mkdir -p '${shown}'; touch '${file}')`;
  return `Make the file, \`${makesIt}\`, and write ${key.toUpperCase()}=value into it with an editor.`;
}
