import type { Json } from '../../../core/json.ts';
import { asMarkdown } from '../../feedback/entry/words.ts';

/** More of a list is not read by anyone: the evidence has all of it. */
const most = 40;

type Facts = Readonly<Record<string, Json>>;

/** The facts of an action as a nested list, whatever they are: `indent` is what stands before each line. */
export function factLines(facts: Facts, indent: string): readonly string[] {
  return Object.entries(facts).flatMap(([name, value]) => lines(asItem(asMarkdown(wordsOf(name))), value, indent));
}

function lines(name: string, value: Json, indent: string): readonly string[] {
  if (!isCompound(value)) return [`${indent}- ${name}: ${shown(value)}`];
  if (isList(value)) return listLines(name, value, indent);
  const entries = Object.entries(value);
  if (entries.length === 0) return [`${indent}- ${name}: none`];
  const inner = entries.slice(0, most).flatMap(([key, each]) => entryLine(key, each, `${indent}  `));
  return [`${indent}- ${name}:`, ...inner, ...more(entries.length, `${indent}  `)];
}

function listLines(name: string, list: readonly Json[], indent: string): readonly string[] {
  if (list.length === 0) return [`${indent}- ${name}: none`];
  const head = `${indent}- ${name} (${list.length}${tallyOf(list)}):`;
  const inner = list.slice(0, most).map((each) => `${indent}  - ${asItem(onOneLine(each))}`);
  return [head, ...inner, ...more(list.length, `${indent}  `)];
}

/** What an item begins with must not begin a heading or another list. */
function asItem(words: string): string {
  return words.replace(/^(?=[#+$-])/, '\\').replace(/^(\d+)(?=[.)](?:\s|$))/, '$1\\');
}

/** A key of an object is a name of something, such as a table, and not a word of ours. */
function entryLine(key: string, value: Json, indent: string): readonly string[] {
  return [`${indent}- ${asItem(asMarkdown(key))}: ${onOneLine(value)}`];
}

function more(many: number, indent: string): readonly string[] {
  return many > most ? [`${indent}- and ${many - most} more, in the evidence`] : [];
}

/** How many are in which state, where each of them says so. */
function tallyOf(list: readonly Json[]): string {
  const states = list.flatMap((each) => stateOf(each));
  if (states.length < list.length) return '';
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return `: ${[...counts].map(([state, many]) => `${many} ${asMarkdown(state)}`).join(', ')}`;
}

function stateOf(value: Json): readonly string[] {
  if (!isCompound(value) || isList(value)) return [];
  return typeof value['state'] === 'string' ? [value['state']] : [];
}

function onOneLine(value: Json): string {
  if (!isCompound(value)) return shown(value);
  if (isList(value)) return value.length === 0 ? 'none' : value.map(onOneLine).join(', ');
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  if (entries.length === 0) return 'nothing';
  return entries
    .map(([key, each]) => (isTitle(key) ? onOneLine(each) : `${asMarkdown(wordsOf(key))} ${onOneLine(each)}`))
    .join(', ');
}

/** What names a thing needs no name of its own. */
function isTitle(key: string): boolean {
  return ['file', 'name', 'path', 'state', 'version'].includes(key);
}

function shown(value: null | boolean | number | string): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : asMarkdown(value) || 'nothing';
}

/** `appliedBefore` → `applied before` */
function wordsOf(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function isCompound(value: Json): value is readonly Json[] | Facts {
  return typeof value === 'object' && value !== null;
}

function isList(value: readonly Json[] | Facts): value is readonly Json[] {
  return Array.isArray(value);
}
