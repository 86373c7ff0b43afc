import { readdirSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineAction, defineCheck, type ActionContext, type Catalogue } from '../../../src/core/action.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { secret } from '../../../src/core/secret-reference.ts';
import type { Workspace } from '../../../src/core/workspace.ts';
import { rehearse, type Rehearsal } from '../../../src/rehearsal/rehearse.ts';
import { createWorkspace, direction, type TestWorkspace } from '../../../src/run/testing/workspace.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { openSupabase } from '../../../src/services/supabase/client.ts';
import { engines, isMissing, stops } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000 });

/** What the actions saw, told apart by environment. */
const seen = new Map<string, readonly unknown[]>();
const urls: string[] = [];

async function ask({ database, environment = '' }: ActionContext, sql: string): Promise<void> {
  const login = await database();
  urls.push(login.url);
  const session = await openSession(login);
  try {
    seen.set(environment, await session.query(sql));
  } finally {
    await session.close();
  }
}

const needs = { tools: ['supabase'], services: ['postgres'] };
const plain = { needs, recognises: [], input: z.strictObject({}) };

const actions = [
  defineAction({
    ...plain,
    id: 'db.push',
    summary: 'Push the migrations by the real CLI',
    effects: 'environment',
    plan: async () => ({ summary: 'push', changes: [], data: {} }),
    apply: async ({ exec, database }) => {
      const { error } = await (await openSupabase(exec)).push(await database());
      if (error !== undefined) throw new Error(error.message);
    },
    verify: async (context) => {
      await ask(context, `select to_regclass('public.pushed')::text as pushed, owner from prestage.locks`);
      return { verdict: 'verified' };
    },
  }),
  defineCheck({
    ...plain,
    id: 'db.look',
    summary: 'See whether it is there',
    effects: 'none',
    check: async (context) => {
      await ask(context, `select to_regclass('public.pushed')::text as pushed`);
      const scratch = await context.scratch({ exposure: 'explicit' });
      urls.push(scratch.login.url);
      return { verdict: 'verified', facts: { engine: scratch.engine } };
    },
  }),
];
const catalogue: Catalogue = {
  ids: actions.map(({ id }) => id),
  load: async (id) => actions.find((action) => action.id === id),
};

const database = (environment: string) => ({
  url: `postgres://postgres.${environment}@pooler.invalid:5432/postgres`,
  password: secret('supabase_database_password'),
});

interface Given {
  readonly engine?: 'native' | 'pglite';
  readonly bindings?: string;
  readonly environments?: Workspace['config']['environments'];
}

let workspace: TestWorkspace;
beforeEach(() => {
  seen.clear();
  urls.length = 0;
});

function given({ bindings, engine, environments }: Given) {
  workspace = createWorkspace({
    'launch.md': direction(['Push it', 'Look elsewhere']),
    'launch.bindings.yaml':
      bindings ??
      'tasks:\n  - task: Push it\n    run: db.push env=staging\n  - task: Look elsewhere\n    run: db.look env=production\n',
    'supabase/config.toml': 'project_id = "probe"\n',
    'supabase/migrations/20250101000000_pushed.sql': 'create table public.pushed (id bigint primary key);\n',
    '.gitignore': 'vault/\n.prestage/\nnode_modules\n',
  });
  stops.push(() => workspace.remove());
  symlinkSync(join(import.meta.dirname, '../../../node_modules'), join(workspace.root, 'node_modules'));
  const sections: Record<string, unknown> = { vault: { kind: 'dotenv', folder: 'vault' } };
  const both = {
    staging: { production: false, database: database('staging') },
    production: { production: false, database: database('production') },
  };
  const config = { rehearse: ['launch.md'], environments: environments ?? both, rehearsal: { engine }, ...sections };
  return (root: string): Workspace => ({ root, config, settings: (area) => sections[area] });
}

async function rehearsed(wish: Given, said: string[] = []): Promise<Rehearsal> {
  const opened = given(wish);
  // Nothing but the system's own programs: the CLI is found among the workspace's packages.
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin' };
  return rehearse({
    workspace: opened(workspace.root),
    load: async (root) => opened(root),
    files: [],
    selection: {},
    catalogue,
    clock: systemClock,
    say: (line) => said.push(line),
    watch: () => undefined,
    version: '0.0.0',
    env,
    node: process.execPath,
  });
}

/** The code with which a port refuses; undefined when it answers. */
async function refusalOf(url: string): Promise<unknown> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  } finally {
    socket.destroy();
  }
}

describe.for(engines)('$title', ({ engine }) => {
  test.skipIf(isMissing(engine))('a Postgres stands for each environment, until the rehearsal is over', async () => {
    const said: string[] = [];
    const { runs, failure } = await rehearsed({ engine }, said);
    expect(failure).toBeUndefined();
    const record = runs[0]?.record;
    expect(record?.tasks.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['verified', undefined],
      ['verified', undefined],
    ]);
    expect(seen.get('staging')).toEqual([{ pushed: 'pushed', owner: expect.any(String) }]);
    expect(seen.get('production')).toEqual([{ pushed: null }]);
    expect(record?.standIns?.map(({ environment, engine }) => [environment, engine])).toEqual([
      ['staging', engine],
      ['production', engine],
    ]);
    expect(record?.tasks[1]?.actions[0]?.facts).toEqual({ engine });
    expect(said[0]).toBe('Starting a Postgres for staging and production …');
    expect(said.slice(1).map((line) => line.split(',').at(-1))).toEqual([` ${engine}`, ` ${engine}`]);
    expect(new Set(urls).size).toBe(3);
    for (const url of urls) expect(await refusalOf(url)).toBe('ECONNREFUSED');
  });
});

test('an environment without a database is named before anything is run, with all the rest', async () => {
  const environments = {
    staging: { production: false, database: database('staging') },
    production: { production: false },
  };
  const bindings =
    'tasks:\n  - task: Push it\n    run: db.push env=production\n  - task: Look elsewhere\n    run: db.look env=elsewhere\n';
  const { failure, runs } = await rehearsed({ engine: 'pglite', bindings, environments }).then(
    (rehearsal) => rehearsal,
    (error: { data: unknown }) => ({ failure: error, runs: [] }),
  );
  expect(runs).toEqual([]);
  expect(failure?.data).toMatchObject({
    code: 'run.preflight',
    problems: [
      { code: 'database.not-configured', what: 'There is no database of elsewhere to go to' },
      { code: 'database.not-configured', what: 'There is no database of production to go to' },
    ],
  });
  expect(readdirSync(join(workspace.root, '.prestage/rehearsals'))).toEqual([]);
});
