import type { Step } from '../../core/binding.ts';
import type { Json } from '../../core/json.ts';

/** Why a step could not be read, and what to write instead. */
export interface StepProblem {
  readonly why: string;
  readonly fix: string;
}

const actionId = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;
const example = 'Write `area.verb key=value key="a b" list=a,b`';

const name = /[A-Za-z][A-Za-z0-9_-]*(?==)/y;
/** Between quotes, `\"` and `\\` stand for the mark itself; another backslash stands for itself. */
const quoted = /"((?:[^"\\]|\\.)*)"/sy;
const bare = /[^\s",]+/y;
const space = /\s+|$/y;

/**
 * Reads `area.verb key=value key="a b" list=a,b`. Values are words; `list=a,` is a list of one; `env=` is the
 * environment. Numbers and dates stay words: what they mean, the action's schema says.
 */
export function readStep(text: string, line: number): Step | StepProblem {
  const [, action = '', rest = ''] = /^\s*(\S*)(.*)$/s.exec(text) ?? [];
  if (!actionId.test(action)) return { why: `"${action}" is no action: it must be area.verb`, fix: example };
  const pairs = readPairs(rest);
  if ('why' in pairs) return pairs;
  const twice = pairs.find(([key], index) => pairs.findIndex(([other]) => other === key) !== index);
  if (twice !== undefined) return { why: `${action} is given ${twice[0]} twice`, fix: 'Keep one of them' };
  const environment = pairs.find(([key]) => key === 'env')?.[1];
  const input = Object.fromEntries(pairs.filter(([key]) => key !== 'env'));
  if (environment === undefined) return { action, input, line };
  if (typeof environment === 'string' && environment !== '') return { action, environment, input, line };
  return { why: 'env names no environment', fix: 'Write one name: `env=staging`' };
}

type Pairs = readonly (readonly [key: string, value: Json])[];

function readPairs(text: string): Pairs | StepProblem {
  const pairs: [string, Json][] = [];
  let at = skip(text, 0) ?? 0;
  while (at < text.length) {
    const key = take(name, text, at);
    if (key === undefined) return { why: `"${wordAt(text, at)}" is no key=value`, fix: example };
    const value = readValue(text, at + key.length + 1);
    if ('why' in value) return value;
    const next = skip(text, value.end);
    if (next === undefined)
      return { why: `"${wordAt(text, at)}" goes on where its value ends`, fix: 'Put the whole value between quotes' };
    pairs.push([key, value.value]);
    at = next;
  }
  return pairs;
}

function readValue(text: string, start: number): { value: Json; end: number } | StepProblem {
  const parts: string[] = [];
  let at = start;
  for (;;) {
    const part = take(quoted, text, at) ?? take(bare, text, at);
    if (text[at] === '"' && part === undefined) return { why: 'a quotation is not closed', fix: 'Add the closing `"`' };
    if (part === undefined && parts.length === 0) return noValue(text, start);
    if (part !== undefined) parts.push(unquoted(part));
    at += part?.length ?? 0;
    if (text[at] !== ',') return { value: isList(text, start, at, parts) ? parts : (parts[0] ?? ''), end: at };
    if (part === undefined) return { why: 'a list has an empty member', fix: 'Write `""` for an empty member' };
    at += 1;
  }
}

function isList(text: string, start: number, end: number, parts: readonly string[]): boolean {
  return parts.length > 1 || (end > start && text[end - 1] === ',');
}

function noValue(text: string, at: number): StepProblem {
  const key = /\S*$/.exec(text.slice(0, at))?.[0] ?? '';
  return { why: `${key} has no value`, fix: `Write \`${key}""\` for an empty one` };
}

function unquoted(part: string): string {
  return part.startsWith('"') ? part.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : part;
}

function take(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Where the next word begins; undefined when there is no white space between. */
function skip(text: string, at: number): number | undefined {
  const found = take(space, text, at);
  return found === undefined ? undefined : at + found.length;
}

function wordAt(text: string, at: number): string {
  return /\S+/.exec(text.slice(at))?.[0] ?? '';
}
