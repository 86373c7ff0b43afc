import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  defineAction,
  defineCheck,
  type Action,
  type ActionContext,
  type Catalogue,
} from '../../../src/core/action.ts';
import { openDatabase, type Row } from '../../../src/services/postgres/client.ts';

const common = { needs: {}, recognises: [] } as const;

/**
 * Actions that do their effect twice when they are applied twice: a file that grows, a service that takes every note, from us
 * and from a child with a credential, a table that takes every row while its environment's lease is ours.
 */
export function countingCatalogue(url: string, around: (effect: () => Promise<void>) => Promise<void>): Catalogue {
  const seen = async () => {
    return z
      .object({ notes: z.array(z.string()), told: z.array(z.string()) })
      .parse(await (await fetch(`${url}/notes`)).json());
  };
  const notes = async () => (await seen()).notes;
  const told = async () => (await seen()).told;
  const actions: readonly Action[] = [
    defineAction({
      ...common,
      id: 'count.append',
      summary: 'Add a line to out/log.txt',
      effects: 'workspace',
      input: z.strictObject({ line: z.string() }),
      plan: async ({ root }, { line }) => ({
        summary: `add ${line}`,
        changes: [{ kind: 'update', target: 'out/log.txt', summary: 'add a line' }],
        data: { before: logOf(root) },
      }),
      apply: async ({ root }, { line }) =>
        around(async () => {
          mkdirSync(join(root, 'out'), { recursive: true });
          appendFileSync(join(root, 'out/log.txt'), `${line}\n`);
        }),
      verify: async ({ root }, { line }, { data }) =>
        logOf(root) === `${data.before}${line}\n`
          ? { verdict: 'verified' }
          : { verdict: 'failed', reason: `${line} is not what was added` },
    }),
    defineAction({
      ...common,
      id: 'count.post',
      summary: 'Post a note',
      effects: 'environment',
      input: z.strictObject({ note: z.string() }),
      plan: async (_, { note }) => ({
        summary: `post ${note}`,
        changes: [{ kind: 'create', target: note, summary: 'post it' }],
        data: { count: (await notes()).length },
      }),
      apply: async (_, { note }) =>
        around(async () => {
          await fetch(`${url}/notes`, { method: 'POST', body: note });
        }),
      verify: async (_, { note }, { data }) =>
        (await notes())[data.count] === note
          ? { verdict: 'verified' }
          : { verdict: 'failed', reason: `${note} is not there` },
    }),
    defineAction({
      ...common,
      id: 'count.tell',
      summary: 'Have a child tell a note, with a credential',
      effects: 'environment',
      needs: { secrets: ['service_token'], tools: ['node'] },
      input: z.strictObject({ note: z.string() }),
      plan: async (_, { note }) => ({
        summary: `tell ${note}`,
        changes: [{ kind: 'create', target: note, summary: 'tell it' }],
        data: { count: (await told()).length },
      }),
      apply: async ({ exec, secret }, { note }) =>
        around(async () => {
          const SERVICE_TOKEN = await secret({ secret: 'service_token' });
          await exec({ program: 'node', args: ['tell.mjs', url, note], env: { SERVICE_TOKEN } });
        }),
      verify: async (_, { note }, { data }) =>
        (await told())[data.count] === note
          ? { verdict: 'verified' }
          : { verdict: 'failed', reason: `${note} was not told` },
    }),
    defineAction({
      ...common,
      id: 'count.row',
      summary: 'Add a row to a table of the environment',
      effects: 'environment',
      input: z.strictObject({ line: z.string() }),
      plan: async (context, { line }) => ({
        summary: `add ${line}`,
        changes: [{ kind: 'create', target: line, summary: 'add it' }],
        data: { count: (await rowsOf(context)).length },
      }),
      apply: async (context, { line }) =>
        around(async () => {
          const added = await ask(context, addRow, [context.environment, line]);
          if (added.length !== 1) throw new Error('it was applied without a lease');
        }),
      verify: async (context, { line }, { data }) =>
        (await rowsOf(context))[data.count] === line
          ? { verdict: 'verified' }
          : { verdict: 'failed', reason: `${line} is not there` },
    }),
    defineCheck({
      ...common,
      id: 'count.seen',
      summary: 'See a note',
      effects: 'none',
      input: z.strictObject({ note: z.string() }),
      check: async (_, { note }) =>
        Object.values(await seen())
          .flat()
          .includes(note)
          ? { verdict: 'verified' }
          : { verdict: 'failed', reason: 'it is not there' },
    }),
    defineCheck({
      ...common,
      id: 'count.lines',
      summary: 'Count the lines',
      effects: 'none',
      input: z.strictObject({ lines: z.coerce.number() }),
      check: async ({ root }, { lines }) =>
        logOf(root).split('\n').length - 1 === lines
          ? { verdict: 'verified' }
          : { verdict: 'failed', reason: `out/log.txt reads ${logOf(root)}` },
    }),
  ];
  return { ids: actions.map(({ id }) => id), load: async (id) => actions.find((action) => action.id === id) };
}

/** Under a lease alone, whose token stands beside it. */
const addRow = `insert into crash_rows (environment, line, token)
  select $1, $2, token from prestage.locks where environment = $1 and released is null returning line`;

async function rowsOf(context: ActionContext): Promise<readonly string[]> {
  const sql = 'select line from crash_rows where environment = $1 order by place';
  return (await ask(context, sql, [context.environment])).map(({ line }) => String(line));
}

async function ask(context: ActionContext, sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
  const database = await openDatabase(await context.database());
  try {
    return await database.query(sql, values);
  } finally {
    await database.close();
  }
}

function logOf(root: string): string {
  const path = join(root, 'out/log.txt');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
