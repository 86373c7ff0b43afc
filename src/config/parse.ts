import type { z } from 'zod';
import { Failure, type FailureData } from '../core/failure.ts';
import { nearestName } from '../core/nearest.ts';
import { productionByAnotherName } from './is-production.ts';
import { configSchema, type Config } from './schema.ts';

/** It comes with the package, wherever that is installed. */
const reference = "schemas/config.json in prestage's own folder (`npm root`/prestage)";

/**
 * Reads a config strictly. All that is wrong is named at once, unknown keys with the nearest known name. Whatever acts on an
 * environment has its config from here, so that none passes for another.
 */
export function parseConfig(value: unknown, file: string): Config {
  const result = configSchema.safeParse(value);
  const problems = result.success
    ? productionByAnotherName(result.data, file)
    : result.error.issues.flatMap((issue) => problemsOf(issue, file));
  if (result.success && problems.length === 0) return result.data;
  throw invalid(problems, file);
}

function invalid(problems: readonly FailureData[], file: string): Failure {
  const [first] = problems;
  if (first !== undefined && problems.length === 1) return new Failure(first);
  return new Failure({
    code: 'config.invalid',
    what: `${file} is not a valid config`,
    why: `${problems.length} settings are wrong`,
    fix: `Mend each of them; ${reference} lists every setting.`,
    file,
    problems,
  });
}

function problemsOf(issue: z.core.$ZodIssue, file: string): FailureData[] {
  const at = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(at, key, file));
  return [
    {
      code: 'config.invalid-value',
      what: `${at === '' ? 'The config' : `\`${at}\``} in ${file} is not valid`,
      why: issue.message,
      fix: `Correct ${at === '' ? 'it' : `\`${at}\``}; ${reference} says what it takes.`,
      file,
    },
  ];
}

function unknownKey(at: string, key: string, file: string): FailureData {
  const path = at === '' ? key : `${at}.${key}`;
  const known = keysAt(at);
  const near = nearestName(key, known);
  return {
    code: 'config.unknown-key',
    what: `${file} has the unknown setting \`${path}\``,
    why: `known here are ${known.join(', ') || 'no settings'}`,
    fix: near === undefined ? 'Remove it.' : `Did you mean \`${near}\`?`,
    file,
  };
}

/** The keys that the schema knows at a path, of all that may stand there, read from its JSON Schema so that wrappers and defaults do not hide them. */
function keysAt(at: string): string[] {
  const schema: object = configSchema.toJSONSchema({ io: 'input' });
  const nodes = (at === '' ? [] : at.split('.')).reduce<readonly object[]>(
    (inner, key) => inner.flatMap((node) => stepsInto(node, key)).flatMap((node) => formsOf(node, schema)),
    [schema],
  );
  return [...new Set(nodes.flatMap((node) => Object.keys(memberOf(node, 'properties') ?? {})))];
}

function stepsInto(node: object, key: string): readonly object[] {
  const within =
    memberOf(memberOf(node, 'properties'), key) ?? memberOf(node, 'additionalProperties') ?? memberOf(node, 'items');
  return within === undefined ? [] : [within];
}

/** A node, where it may be several things each of them, and where it refers to another that one. */
function formsOf(node: object, schema: object): readonly object[] {
  const forms = [memberOf(node, 'anyOf'), memberOf(node, 'oneOf')].flatMap((all) => (Array.isArray(all) ? all : []));
  if (forms.length > 0) return forms.flatMap((form: object) => formsOf(form, schema));
  const reference: unknown = Reflect.get(node, '$ref');
  if (typeof reference !== 'string') return [node];
  const found = reference.split('/').slice(1).reduce<object | undefined>(memberOf, schema);
  return found === undefined ? [] : formsOf(found, schema);
}

function memberOf(value: unknown, key: string): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Reflect.get(value, key);
  return typeof member === 'object' && member !== null ? member : undefined;
}
