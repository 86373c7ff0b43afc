import { join } from 'node:path';
import { Failure, type FailureData } from '../../core/failure.ts';
import { Secret } from '../../core/secret.ts';
import type { HeldSecret, OtherFile } from '../../core/vault.ts';
import { readPrivate } from '../files/private.ts';
import { vaultFiles } from './files.ts';
import { duplicates, type NamedFile } from './names/duplicates.ts';
import type { EnvironmentWords } from './names/environments.ts';
import { placeOf } from './names/place.ts';
import { readOther } from './other-files.ts';
import { parseDotenv } from './parse/parse.ts';

/** One KEY=value of the vault, with the names that its path and its key give it. */
export interface Held extends HeldSecret {
  /** Of the file: all its keys share it. */
  readonly base: string;
  /** The key in small letters. */
  readonly key: string;
  readonly environment?: string;
}

export interface Contents {
  readonly held: readonly Held[];
  /** Files beside them that are no .env. */
  readonly others: readonly OtherFile[];
}

/** Reads the whole folder. Throws one Failure that names everything that is wrong with it, and no value. */
export async function readContents(folder: string, shown: string, words: EnvironmentWords): Promise<Contents> {
  const files = await vaultFiles(folder, shown);
  const read = await Promise.all(files.paths.map((path) => readOne(folder, shown, path, words)));
  const held = read.flatMap((file) => file.held);
  const problems = [
    ...files.problems,
    ...read.flatMap((file) => file.problems),
    ...duplicates(read.flatMap(({ named }) => named)),
  ];
  const [first, ...others] = problems;
  if (first === undefined)
    return { held, others: await Promise.all(files.others.map((path) => readOther(folder, shown, path))) };
  if (others.length === 0) throw new Failure(first);
  throw new Failure({
    code: 'secrets.vault',
    what: `The vault ${shown} cannot be read`,
    why: `${problems.length} things are wrong in it`,
    fix: 'Mend each of them. No value was used, and none is shown here.',
    problems,
  });
}

interface Read {
  /** None when the path says nothing. */
  readonly named: readonly NamedFile[];
  readonly held: readonly Held[];
  readonly problems: readonly FailureData[];
}

async function readOne(folder: string, shown: string, path: string, words: EnvironmentWords): Promise<Read> {
  const file = `${shown}/${path}`;
  const place = placeOf(path, words);
  if (place === undefined) return { named: [], held: [], problems: [noPlace(file)] };
  const named = [{ ...place, file }];
  try {
    const { entries, problems } = parseDotenv(await readPrivate(join(folder, path), file), file);
    const held = entries.map(({ key, value, line }): Held => {
      const small = key.toLowerCase();
      const label = entries.length === 1 ? place.name : `${place.name}.${small}`;
      const marked = place.environment === undefined ? label : `${label}:${place.environment}`;
      const { name: base, ...environment } = place;
      return { base, key: small, ...environment, secret: new Secret(marked, value), file, line };
    });
    return { named, held, problems };
  } catch (error) {
    if (error instanceof Failure) return { named, held: [], problems: [error.data] };
    throw error;
  }
}

function noPlace(file: string): FailureData {
  return {
    code: 'secrets.file-name',
    what: `${file} does not say whose secret it is`,
    why: 'its path names two environments, or nothing but an environment',
    fix: 'Name it SERVICE/NAME_ENVIRONMENT.env, with one environment.',
    file,
  };
}
