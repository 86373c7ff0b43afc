import type { z } from 'zod';
import { Failure, type FailureData } from '../core/failure.ts';
import { nearestName } from '../core/nearest.ts';
import { configSchema, type Config } from './schema.ts';

/** It comes with the package, wherever that is installed. */
const reference = "schemas/config.json in prestage's own folder (`npm root`/prestage)";

/** Reads a config strictly. All that is wrong is named at once, unknown keys with the nearest known name. */
export function parseConfig(value: unknown, file: string): Config {
  const result = configSchema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, file));
  const [first] = problems;
  if (first !== undefined && problems.length === 1) throw new Failure(first);
  throw new Failure({
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
  const path = at === '' ? [] : at.split('.');
  const schema: object = configSchema.toJSONSchema({ io: 'input' });
  const nodes = path.reduce((inner, key) => inner.flatMap((node) => below(node, key)), alternatives(schema));
  return [...new Set(nodes.flatMap((node) => Object.keys(memberOf(node, 'properties') ?? {})))];
}

function below(node: object, key: string): readonly object[] {
  const member =
    memberOf(memberOf(node, 'properties'), key) ?? memberOf(node, 'additionalProperties') ?? memberOf(node, 'items');
  return member === undefined ? [] : alternatives(member);
}

/** The node itself, or each of those that may stand there. */
function alternatives(node: object): readonly object[] {
  const several = memberOf(node, 'oneOf') ?? memberOf(node, 'anyOf');
  return Array.isArray(several) ? several.flatMap((each: object) => alternatives(each)) : [node];
}

function memberOf(value: unknown, key: string): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member: unknown = Reflect.get(value, key);
  return typeof member === 'object' && member !== null ? member : undefined;
}
