import { z } from 'zod';
import { defineAction, type ActionContext } from '../../core/action.ts';
import { exists } from '../../services/files/read.ts';
import { feedbackPathOf } from '../feedback/entry/feedback-path.ts';
import { workspacePath } from '../inputs.ts';
import { readSettings } from '../settings.ts';
import { commandLine } from '../command-line.ts';
import { databaseSettings } from './settings.ts';
import { findTestFiles } from './tests/find.ts';
import { attachResults, faultOfNote } from './tests/note.ts';
import type { Results } from './tests/result.ts';
import { resultsOf } from './tests/results.ts';
import { askedWords, countsOf, factsOf, reasonOf, suitesOf, verdictOf } from './tests/words.ts';

const input = z.strictObject({
  on: z
    .enum(['shadow', 'environment'])
    .default('shadow')
    .describe('a scratch database made from the migrations, or the environment itself, rolled back; never production'),
  seed: z.enum(['with', 'without']).default('with').describe('whether the scratch database gets the seeds as well'),
  runner: z.enum(['auto', 'ours', 'pg_prove']).optional().describe('what runs them; the config says it when absent'),
  feedback: workspacePath.optional().describe('feedback/<agent>/<YYYY-MM-DD>.md that the results are attached to'),
});

type Data = {
  readonly results: Results;
  readonly feedback?: string;
};

/**
 * The tests run once, in `plan`, since they change nothing: what they came to is the plan, `apply` writes it into the day's
 * feedback where that is asked for, and `verify` looks whether files and note are still what they were.
 */
export const databaseTest = defineAction<z.infer<typeof input>, Data>({
  id: 'database.test',
  summary: 'Run the pgTAP tests and read what they assert',
  input,
  effects: 'workspace',
  isOfEnvironment: true,
  needs: { tools: ['supabase'], services: ['postgres'] },
  recognises: [/supabase (?:test db|db test)/, /\bpsql\b.*\bRLS\b/i, /\bRLS (?:checks?|tests?)\b/i, /\bpgTAP\b/i],

  async plan(context, { on, seed, runner, feedback }) {
    const settings = readSettings(context, 'database', databaseSettings);
    const path = feedback === undefined ? undefined : feedbackPathOf(undefined, feedback).path;
    const files = await findTestFiles(context.root, settings.tests);
    const results: Results =
      files.length === 0
        ? { files: [], hindrance: `no file fits ${settings.tests.join(', ')}` }
        : await resultsOf(context, files, { on, includeSeed: seed === 'with' }, withRunner(settings, runner));
    return {
      summary: countsOf(results),
      changes: path === undefined ? [] : [await changeOf(context, path)],
      data: { results, ...(path === undefined ? {} : { feedback: path }) },
    };
  },

  async apply(context, _input, { data: { results, feedback } }) {
    if (feedback !== undefined) await attachResults(context, feedback, results);
  },

  async verify(context, _input, { data: { results, feedback } }) {
    const said = { facts: factsOf(results), suites: suitesOf(results), ...askedWords(context, results) };
    const fault = feedback === undefined ? undefined : await faultOfNote(context, feedback, results);
    if (fault !== undefined) return { verdict: 'failed', reason: fault, ...said };
    const changed = await changedFiles(context, results);
    if (changed !== undefined) return { verdict: 'unknown', reason: changed, ...said };
    const reason = reasonOf(results);
    const verdict = verdictOf(results);
    const fix = verdict === 'verified' ? {} : { fix: fixOf(context) };
    return { verdict, ...(reason === undefined ? {} : { reason }), ...fix, ...said };
  },
});

function fixOf(context: ActionContext): string {
  return `Each test says what it wanted in pgtap.log: mend the migration or the test, then ${commandLine(context, 'database', 'test')}.`;
}

function withRunner<Settings extends { readonly testRunner: 'auto' | 'ours' | 'pg_prove' }>(
  settings: Settings,
  runner: Settings['testRunner'] | undefined,
): Settings {
  return runner === undefined ? settings : { ...settings, testRunner: runner };
}

async function changeOf(context: ActionContext, path: string) {
  const kind = (await exists(context.root, path)) ? 'update' : 'create';
  return { kind, target: path, summary: 'add the results of the pgTAP tests at its end' } as const;
}

/** Results speak of the files that were run, and of no others. */
async function changedFiles(context: ActionContext, { files, hindrance }: Results): Promise<string | undefined> {
  if (hindrance !== undefined) return undefined;
  const { tests } = readSettings(context, 'database', databaseSettings);
  const now = new Map((await findTestFiles(context.root, tests)).map(({ path, sha256 }) => [path, sha256]));
  const other = files.filter(({ path, sha256 }) => now.get(path) !== sha256).map(({ path }) => path);
  const more = [...now.keys()].filter((path) => !files.some((file) => file.path === path));
  const [first] = [...other, ...more];
  return first === undefined ? undefined : `${first} is not what it was when the tests ran: run them again`;
}
