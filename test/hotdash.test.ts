import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/** The example workspace: the user's order is untouched, and what lies around it fits it. */
const root = fileURLToPath(new URL('../examples/hotdash/', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');

const packet = 'reports/runs/20251017T033137Z/task_direction_devops';
const order = `${packet}/direction.md`;
const guardrails = 'integrations/new_feature_20251017T033137Z/manager_agent_pack_v1/07-ops/launch_guardrails.md';

function files(pattern: string): string[] {
  const found = globSync(pattern, { cwd: root, withFileTypes: true, exclude: ['.prestage', 'node_modules'] });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  return paths.map((path) => path.slice(root.length)).toSorted();
}

/** The lines of a section, its heading left out. */
function section(text: string, title: string): string {
  const [, ...parts] = text.split(/^## /m);
  return parts.find((part) => part.startsWith(`${title}\n`)) ?? '';
}

const boxesOf = (text: string): string[] => section(text, 'Definition of Done').split('\n').slice(1);

function fits(lines: readonly string[], quote: string): number {
  return lines.filter((line) => line.includes(quote)).length;
}

const orderTasks = section(read(order), 'Current Tasks');
const carriedOver = [...orderTasks.matchAll(/^ {3}\d+\. (.+)$/gm)].map(([, words]) => words ?? '');

describe('the order', () => {
  test('is the one that was given, byte for byte', () => {
    const bytes = readFileSync(root + order);
    expect(bytes.length).toBe(4195);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      'dff42d8083533da48e3c9f58735cda1666abb494537c02e65ebc0ad7e6c4cbd8',
    );
  });

  test('holds 18 tasks to carry over, the feedback task last', () => {
    expect(carriedOver).toHaveLength(18);
    expect(carriedOver.at(-1)).toMatch(/^Write feedback to /);
  });

  test('names who is told; the config tells them, and no other file holds an address', () => {
    const holders = files('**').filter((path) => addresses(path).length > 0);
    expect(holders.toSorted()).toEqual(['prestage.config.ts', order].toSorted());
    const named = addresses('prestage.config.ts').filter((address) => !address.endsWith('.example'));
    expect(named).toEqual([...new Set(addresses(order))]);
  });
});

/** Who logs in to a database where is no address. */
function addresses(path: string): readonly string[] {
  return (
    read(path)
      .replaceAll(/postgres:\/\/\S+/g, '')
      .match(/[\w.+-]+@[\w-]+\.[a-z]{2,}/gi) ?? []
  );
}

interface Sidecar {
  readonly tasks: readonly { task: string; after?: string }[];
  readonly done: readonly { box: string }[];
}

describe('the bindings', () => {
  test.each([
    ['the order', `${packet}/direction.bindings.yaml`, orderTasks.split('\n'), boxesOf(read(order))],
    // The old devops.md has none of the launch's tasks: its sidecar is there for the one that the order writes.
    ['the new devops.md', 'docs/directions/devops.bindings.yaml', carriedOver, boxesOf(read(guardrails))],
  ])('of %s quote exactly one task or box each', (_name, path, tasks, boxes) => {
    const sidecar: Sidecar = parse(read(path));
    const quotes = sidecar.tasks.flatMap(({ task, after }) => (after === undefined ? [task] : [task, after]));
    expect(quotes.filter((quote) => fits(tasks, quote) !== 1)).toEqual([]);
    expect(sidecar.done.filter(({ box }) => fits(boxes, box) !== 1)).toEqual([]);
  });
});

describe('the guardrails', () => {
  const text = read(guardrails);

  test('have the sections that the new direction takes over, and no other', () => {
    const titles = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(['Objective', 'Constraints', 'Definition of Done', 'Risk & Rollback', 'Links & References']);
  });

  test('allow every program that a task names', () => {
    const programs = ['bash', 'fly', 'flyctl', 'git', 'node', 'npm', 'npx', 'psql', 'rg', 'supabase'];
    const allowed = /\*\*Allowed Tools:\*\* (.+)/.exec(text)?.[1] ?? '';
    const words = carriedOver.flatMap((task) =>
      [...task.matchAll(/`(\w+)(?: [^`]*)?`/g)].map(([, word]) => word ?? ''),
    );
    const named = programs.filter((program) => words.includes(program));
    expect(named).toEqual(['fly', 'npm', 'psql', 'supabase']);
    for (const program of named) expect(allowed).toContain(`\`${program}\``);
  });

  test('link to what is there', () => {
    const links = [...section(text, 'Links & References').matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? '');
    expect(links.length).toBeGreaterThan(5);
    expect(() => links.filter((path) => !path.endsWith('/')).map(read)).not.toThrow();
  });
});

describe('the backlog', () => {
  const tasks: { id: string; status: string; docs: string[] }[] = parse(read('tasks.backlog.yaml'));

  test('has T1 to T8, each with a known status and documents that are there', () => {
    expect(tasks.map(({ id }) => id)).toEqual(['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8']);
    expect(tasks.filter(({ status }) => !['todo', 'in_progress', 'blocked', 'done'].includes(status))).toEqual([]);
    expect(() => tasks.flatMap(({ docs }) => docs).map(read)).not.toThrow();
  });

  test('ties T2 and T6 to the operations folder of the feature pack', () => {
    const tied = tasks.filter(({ docs }) => docs.some((path) => path.includes('/07-ops/'))).map(({ id }) => id);
    expect(tied).toEqual(['T2', 'T6']);
  });
});

describe('the database', () => {
  test('migrations have a version each', () => {
    const versions = files('supabase/migrations/*').map((path) => /\/(\d{14})_[a-z_]+\.sql$/.exec(path)?.[1]);
    expect(versions).toHaveLength(4);
    expect(versions).not.toContain(undefined);
    expect(new Set(versions).size).toBe(versions.length);
  });

  test('the fixture has five active ideas, one of them a wildcard', () => {
    const pool: { items: { suggestion?: { status: string; suggestion_type: string } }[] } = JSON.parse(
      read('tests/fixtures/idea_pool.json'),
    );
    const active = pool.items.filter(({ suggestion }) => suggestion?.status === 'active');
    expect(active).toHaveLength(5);
    expect(active.filter(({ suggestion }) => suggestion?.suggestion_type === 'wildcard')).toHaveLength(1);
  });
});
