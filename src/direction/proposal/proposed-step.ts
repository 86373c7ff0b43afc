import type { Action, ProposedInput, ReadWords } from '../../core/action.ts';
import { looksLikePath } from '../../core/path-words.ts';

/** A step as it can be proposed from a task's words, and what the author has yet to add. */
export interface ProposedStep {
  readonly text: string;
  readonly missing: readonly string[];
}

/** What was recognised in: a task, a box, a labelled line. */
export interface Recognisable {
  readonly text: string;
  readonly raw: string;
}

/** In the order in which the words speak of them: that is the order in which they are to run. */
export function recognisedBy(words: Recognisable, actions: readonly Action[]): readonly Action[] {
  return actions
    .map((action) => ({ action, place: placeOf(action, words) }))
    .filter(({ place }) => place !== -1)
    .toSorted((a, b) => a.place - b.place)
    .map(({ action }) => action);
}

function placeOf({ recognises }: Action, { text, raw }: Recognisable): number {
  const places = [text, raw].flatMap((words) => recognises.map((pattern) => words.search(pattern)));
  const found = places.filter((place) => place !== -1);
  return found.length === 0 ? -1 : Math.min(...found);
}

/** What the words say is filled in; the environment where they name just one. The rest is the author's to add. */
export function proposeStep(words: Recognisable, action: Action, subject: string | undefined): ProposedStep {
  const environments = action.effects === 'environment' ? namedEnvironments(words.text) : [];
  const [environment] = environments.length === 1 ? environments : [];
  const input = inputFor(action, readWords(words, subject));
  const missing = [
    ...(action.effects === 'environment' && environment === undefined ? ['env'] : []),
    ...refusedInputs(action, input),
  ];
  const given = { ...(environment === undefined ? {} : { env: environment }), ...input };
  const pairs = Object.entries(given).map(([name, value]) => `${name}=${[value].flat().map(quoted).join(',')}`);
  return { text: [action.id, ...pairs].join(' '), missing };
}

function namedEnvironments(text: string): readonly string[] {
  return ['staging', 'production'].filter((name) => new RegExp(String.raw`\b${name}\b`, 'i').test(text));
}

function readWords({ text, raw }: Recognisable, subject: string | undefined): ReadWords {
  const codes = [...raw.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  const paths = codes.flatMap((code) => code.split(/\s+/)).filter((word) => looksLikePath(word) && !/[*{[]/.test(word));
  return { text, paths: [...new Set(paths)], ...(subject === undefined ? {} : { subject }) };
}

/** What was read, but for what the schema does not take. */
function inputFor(action: Action, words: ReadWords): Readonly<Record<string, string | readonly string[]>> {
  const read: ProposedInput = action.reads?.(words) ?? {};
  const given = Object.fromEntries(
    Object.entries(read).flatMap(([name, value]) => (value === undefined || value.length === 0 ? [] : [[name, value]])),
  );
  const refused = refusedInputs(action, given);
  return Object.fromEntries(Object.entries(given).filter(([name]) => !refused.includes(name)));
}

/** The fields that the schema asks for, or does not take as they are given. */
function refusedInputs(action: Action, input: object): readonly string[] {
  const read = action.input.safeParse(input);
  if (read.success) return [];
  return [...new Set(read.error.issues.map(({ path: [field] }) => String(field ?? '')))].filter(
    (field) => field !== '',
  );
}

function quoted(value: string): string {
  return /^[^\s",]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
