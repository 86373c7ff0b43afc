import { Failure } from '../../core/failure.ts';
import { Secret } from '../../core/secret.ts';
import type { HeldSecret } from '../../core/vault.ts';
import { environmentOf, normal, type EnvironmentWords } from '../dotenv/names/environments.ts';

/** One value that the command printed. */
export interface Held extends HeldSecret {
  /** As the config names it; absent of what stands too deep to have a name: it is known to redaction alone. */
  readonly name?: string;
  readonly environment?: string;
}

/** How a name of the config is called by the command, and what messages call the command. */
export interface Reading {
  readonly words: EnvironmentWords;
  readonly names: Readonly<Record<string, string>>;
  readonly shown: string;
}

interface Printed {
  readonly path: readonly string[];
  readonly value: string;
}

/**
 * Names and values: `{ NAME: value }`, `{ staging: { NAME: value } }`, or a list of `{ key, value }`.
 * Throws Failures that name the command and names, and no value.
 */
export function readContents(text: string, reading: Reading): readonly Held[] {
  const printed = leavesOf(parsed(text, reading.shown), []);
  const held = printed.map((each) => heldOf(each, reading));
  if (held.length === 0) throw unreadable(reading.shown, 'it printed no value');
  refuseTwo(held, reading.shown);
  return held;
}

function parsed(text: string, shown: string): unknown {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null) return Array.isArray(read) ? fromList(read) : read;
  } catch {
    // What the parser says quotes the text, and that holds values.
  }
  throw unreadable(shown, text.trim() === '' ? 'it printed nothing' : 'what it printed is no JSON of names and values');
}

/** As `infisical export --format=json` prints it. */
function fromList(list: readonly unknown[]): unknown {
  return Object.fromEntries(
    list.map((each, index): [string, unknown] => {
      const { key, name, value } = typeof each === 'object' && each !== null ? fieldsOf(each) : {};
      const called = key ?? name;
      return typeof called === 'string' ? [called, value] : [String(index), each];
    }),
  );
}

function fieldsOf(each: object): { key?: unknown; name?: unknown; value?: unknown } {
  return { ...each };
}

function leavesOf(value: unknown, path: readonly string[]): readonly Printed[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
  return [{ path, value: typeof value === 'string' ? value : JSON.stringify(value) }];
}

function heldOf({ path, value }: Printed, { words, names, shown }: Reading): Held {
  const [first = '', second] = path;
  const environment = path.length === 2 ? knownEnvironment(first, words) : undefined;
  const key = environment === undefined ? first : second;
  const place = { file: shown, line: 1 };
  if (key === undefined || (path.length > 1 && environment === undefined))
    return { ...place, secret: new Secret(path.join('.'), value) };
  const name = nameOf(key, names);
  const label = environment === undefined ? name : `${name}:${environment}`;
  return { ...place, name, ...(environment === undefined ? {} : { environment }), secret: new Secret(label, value) };
}

function knownEnvironment(word: string, words: EnvironmentWords): string | undefined {
  return words.has(normal(word)) ? environmentOf(word, words) : undefined;
}

/** `PUBLER-API.KEY` is publer_api_key, unless the config says what it is. */
function nameOf(key: string, names: Readonly<Record<string, string>>): string {
  const [mapped] = Object.entries(names).find(([, theirs]) => theirs === key) ?? [];
  return mapped ?? normal(key).replaceAll(/\W/g, '_');
}

function refuseTwo(held: readonly Held[], shown: string): void {
  const named = held.filter(({ name }) => name !== undefined);
  for (const [name, own] of Map.groupBy(named, (each) => each.name ?? '')) {
    const environments = own.map(({ environment }) => environment);
    const isTwice = new Set(environments).size < own.length || (own.length > 1 && environments.includes(undefined));
    if (!isTwice) continue;
    throw new Failure({
      code: 'secrets.duplicate',
      what: `${shown} prints ${name} twice`,
      why: 'one name has one value, or one an environment; which of them is meant is not clear',
      fix: 'Rename one of them there, or say under `vault.names` what each is called.',
    });
  }
}

export function unreadable(shown: string, why: string): Failure {
  return new Failure({
    code: 'secrets.vault-unreadable',
    what: `${shown} gives no secrets`,
    why,
    fix: 'Have it print `{ "NAME": "value" }` or `{ "staging": { "NAME": "value" } }` on its standard output. What it printed is not shown, since values may be in it.',
  });
}
