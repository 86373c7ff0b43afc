import { normal, type EnvironmentWords } from './environments.ts';

/** What a file's path says of the secrets in it. */
export interface Place {
  /** `publer_api_key`: the folder that the file lies in and the file's name, without the environment. */
  readonly name: string;
  readonly environment?: string;
}

/**
 * Reads a path below the vault's folder: `occ/publer/api_key_staging.env` and `occ/staging/publer/api_key.env` are both
 * `publer_api_key` of staging. Undefined when it names two environments, or nothing but an environment.
 */
export function placeOf(path: string, words: EnvironmentWords): Place | undefined {
  const segments = path
    .replace(/\.env$/i, '')
    .split('/')
    .map(normal);
  const stem = stemOf(segments.pop() ?? '', words);
  const named = [...segments.map((segment) => words.get(segment)), stem.environment];
  const environments = new Set(named.filter((environment) => environment !== undefined));
  const service = segments.findLast((segment) => !words.has(segment));
  const name = joined(service, stem.rest);
  if (environments.size > 1 || name === undefined) return undefined;
  const [environment] = environments;
  return environment === undefined ? { name } : { name, environment };
}

/** A file's name without the environment that it ends in. */
function stemOf(stem: string, words: EnvironmentWords): { rest: string; environment?: string } {
  const longestFirst = [...words.keys()].toSorted((a, b) => b.length - a.length);
  const word = longestFirst.find((known) => stem === known || stem.endsWith(`_${known}`));
  const environment = word === undefined ? undefined : words.get(word);
  if (word === undefined || environment === undefined) return { rest: stem };
  return { rest: stem.slice(0, Math.max(0, stem.length - word.length - 1)), environment };
}

/** `publer/publer_api_key.env` says its service twice and means it once. */
function joined(service: string | undefined, rest: string): string | undefined {
  if (service === undefined) return rest === '' ? undefined : rest;
  if (rest === '' || rest === service) return service;
  return rest.startsWith(`${service}_`) ? rest : `${service}_${rest}`;
}
