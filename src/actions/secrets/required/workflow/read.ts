import { isMap, isScalar, LineCounter, parseDocument, visit, type Document, type YAMLMap } from 'yaml';
import { Failure } from '../../../../core/failure.ts';
import { referencesIn, type Reference } from './expressions.ts';

/** A reference, with the line that it stands on. */
export interface PlacedReference extends Reference {
  readonly line: number;
}

export interface Job {
  /** `any` when it is known no sooner than it runs. */
  readonly environments: readonly string[] | 'any';
  readonly references: readonly PlacedReference[];
  /** A workflow of this repository that it calls. */
  readonly calls?: { readonly file: string; readonly line: number; readonly hands: Hands };
}

/** What a called workflow is handed: all that its caller has, or what stands under these names. */
export type Hands = 'inherit' | readonly string[];

/** What concerns us of one workflow. */
export interface Workflow {
  readonly file: string;
  readonly jobs: readonly Job[];
  /** References outside jobs: `env:`, `run-name:`. */
  readonly references: readonly PlacedReference[];
  /** Names of `env:`, which reach the programs of its steps. */
  readonly given: readonly { readonly name: string; readonly line: number }[];
  /** Whether others call it, and nothing else starts it. */
  readonly isOnlyCalled: boolean;
  /** What it says that it can do without: `required: false`, or nothing. */
  readonly declared: ReadonlyMap<string, { readonly isRequired: boolean }>;
}

/** Throws Failure `secrets.code-unreadable`. */
export function readWorkflow(text: string, file: string): Workflow {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const [error] = document.errors;
  if (error !== undefined) throw unreadable(file, error.message.split('\n')[0] ?? '');
  const scene: Scene = { text, lines };
  const jobs = document.get('jobs');
  const entries = isMap(jobs) ? jobs.items.map(({ value }) => value).filter((value) => isMap(value)) : [];
  const triggers = triggersOf(document);
  return {
    file,
    jobs: entries.map((job) => jobOf(scene, job)),
    references: referencesOf(scene, document, jobs),
    given: givenIn(scene, document),
    isOnlyCalled: triggers.length === 1 && triggers[0] === 'workflow_call',
    declared: declaredIn(document),
  };
}

interface Scene {
  readonly text: string;
  readonly lines: LineCounter;
}

function jobOf(scene: Scene, job: YAMLMap): Job {
  const base = { environments: environmentsOf(job), references: referencesOf(scene, job) };
  const uses = job.get('uses', true);
  if (!isScalar(uses) || typeof uses.value !== 'string') return base;
  const [, file] = /^\.\/(\.github\/workflows\/[^@]+\.ya?ml)$/u.exec(uses.value) ?? [];
  if (file === undefined) return base;
  const line = scene.lines.linePos(uses.range?.[0] ?? 0).line;
  return { ...base, calls: { file, line, hands: handsOf(job) } };
}

function handsOf(job: YAMLMap): Hands {
  const secrets = job.get('secrets');
  if (secrets === 'inherit') return 'inherit';
  return isMap(secrets) ? keysOf(secrets).map((name) => name.toUpperCase()) : [];
}

/** `environment: staging`, `environment: { name: staging }`, `${{ matrix.environment }}` with its values written out. */
function environmentsOf(job: YAMLMap): Job['environments'] {
  const environment = job.get('environment');
  const name = isMap(environment) ? environment.get('name') : environment;
  if (typeof name !== 'string' || name === '') return [];
  if (!name.includes('${{')) return [name];
  const [, key] = /^\s*\$\{\{\s*matrix\.([\w-]+)\s*\}\}\s*$/u.exec(name) ?? [];
  const values: unknown = key === undefined ? undefined : toJs(job.getIn(['strategy', 'matrix', key]));
  return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : 'any';
}

function referencesOf({ text, lines }: Scene, root: YAMLMap | Document, leftOut?: unknown): readonly PlacedReference[] {
  const found: PlacedReference[] = [];
  visit(root instanceof Object && 'contents' in root ? root.contents : root, {
    Pair(_key, { key, value }) {
      if (leftOut !== undefined && value === leftOut) return visit.SKIP;
      if (!isScalar(key) || key.value !== 'if' || !isScalar(value)) return undefined;
      add(value.range, true);
      return visit.SKIP;
    },
    Scalar(key, { range }) {
      if (key !== 'key') add(range, false);
    },
  });
  return found;

  function add(range: readonly number[] | null | undefined, isExpression: boolean): void {
    const [start = 0, end = 0] = range ?? [];
    for (const each of referencesIn(text.slice(start, end), isExpression))
      found.push({ ...each, line: lines.linePos(start + each.at).line });
  }
}

function givenIn({ lines }: Scene, document: Document): Workflow['given'] {
  const given: { name: string; line: number }[] = [];
  visit(document, {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || key.value !== 'env' || !isMap(value)) return;
      for (const { key: name } of value.items)
        if (isScalar(name)) given.push({ name: String(name.value), line: lines.linePos(name.range?.[0] ?? 0).line });
    },
  });
  return given;
}

function triggersOf(document: Document): readonly string[] {
  const on = toJs(document.get('on'));
  if (typeof on === 'string') return [on];
  if (Array.isArray(on)) return on.map(String);
  return typeof on === 'object' && on !== null ? Object.keys(on) : [];
}

function declaredIn(document: Document): Workflow['declared'] {
  const secrets = document.getIn(['on', 'workflow_call', 'secrets']);
  if (!isMap(secrets)) return new Map();
  return new Map(
    keysOf(secrets).map((name) => [name.toUpperCase(), { isRequired: secrets.getIn([name, 'required']) === true }]),
  );
}

function keysOf(map: YAMLMap): readonly string[] {
  return map.items.map(({ key }) => String(isScalar(key) ? key.value : key));
}

function toJs(node: unknown): unknown {
  return typeof node === 'object' && node !== null && 'toJSON' in node && typeof node.toJSON === 'function'
    ? node.toJSON()
    : node;
}

function unreadable(file: string, why: string): Failure {
  return new Failure({
    code: 'secrets.code-unreadable',
    what: `What ${file} asks for is not known`,
    why: `it is no YAML that can be read: ${why}`,
    fix: 'Mend it; GitHub runs none of it either.',
    file,
  });
}
