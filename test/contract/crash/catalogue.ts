import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { defineAction, defineCheck, type Action, type Catalogue } from '../../../src/core/action.ts';

const common = { needs: {}, recognises: [] } as const;

/** Actions that do their effect twice when they are applied twice: a file that grows, a service that takes every note. */
export function countingCatalogue(url: string, around: (effect: () => Promise<void>) => Promise<void>): Catalogue {
  const notes = async (): Promise<string[]> => {
    return z.object({ notes: z.array(z.string()) }).parse(await (await fetch(`${url}/notes`)).json()).notes;
  };
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
    defineCheck({
      ...common,
      id: 'count.seen',
      summary: 'See a note',
      effects: 'none',
      input: z.strictObject({ note: z.string() }),
      check: async (_, { note }) =>
        (await notes()).includes(note) ? { verdict: 'verified' } : { verdict: 'failed', reason: 'it is not there' },
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

function logOf(root: string): string {
  const path = join(root, 'out/log.txt');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
