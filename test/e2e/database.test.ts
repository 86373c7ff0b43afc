import { appendFile, copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { reportSchema, type RunReport } from '../../src/core/report.ts';
import { rehearseBeside } from './by-hand.ts';
import { placeOfRun, useClone } from './clone.ts';
import { devops, order } from './expected.ts';
import { prestage, said } from './prestage.ts';

const minutes = 60_000;
const tasks = ['--only', '1,2,3,4'];
const supabase = 'supabase/migrations';
const later = `${supabase}/20251017000000_later.sql`;

const taskOf = (run: RunReport | undefined, number: string) => run?.tasks.find((each) => each.number === number);
const boxOf = (run: RunReport | undefined, words: string) =>
  run?.definitionOfDone.find(({ text }) => text.includes(words));

async function edit(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}

describe('the database tasks of devops.md, in a rehearsal', () => {
  const clone = useClone();

  /** The order writes the devops.md that is broken here: it is rehearsed once, and what it wrote is taken over. */
  beforeAll(async () => {
    const { stdout } = await prestage(clone(), 'rehearse', order, '--json');
    const run = reportSchema.parse(JSON.parse(stdout)).runs[0]?.run ?? '';
    const { copy } = await placeOfRun(clone(), run);
    await copyFile(join(copy, devops), join(clone().workspace, devops));
    clone().git('commit', '--quiet', '--all', '--message', 'As the order says');
  }, 4 * minutes);

  afterEach(() => {
    clone().git('checkout', '--quiet', '--', '.');
    clone().git('clean', '--quiet', '--force', '--', 'examples/hotdash/supabase');
  });

  const inWorkspace = (path: string) => join(clone().workspace, path);

  async function rehearsed(): Promise<{ run: RunReport | undefined; page: string; code: number }> {
    const { stdout, code } = await prestage(clone(), 'rehearse', devops, ...tasks, '--json');
    const run = reportSchema.parse(JSON.parse(stdout)).runs[0];
    return { run, code, page: await readFile(inWorkspace(run?.page ?? ''), 'utf8') };
  }

  const applied = 'migrations are applied to staging';

  test('a policy that a migration drops: the tests and the access say so', { timeout: 8 * minutes }, async () => {
    await writeFile(
      inWorkspace(later),
      'drop policy "authenticated reads the facts of its project" on public.facts;\n',
    );
    const { run, code, page } = await rehearsed();
    expect(code).toBe(1);
    expect(taskOf(run, '1')?.verdict).toBe('verified');
    expect(taskOf(run, '2')).toMatchObject({ verdict: 'failed', fix: expect.stringContaining('pgtap.log') });
    const reason = taskOf(run, '2')?.reason;
    expect(reason).toContain('a user reads the facts of its project');
    expect(reason).toContain('narrowed: public.facts: alpha select own rows: meant all, is none');
    expect(taskOf(run, '4')).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('task 2 is failed') });
    expect(boxOf(run, applied)).toMatchObject({ verdict: 'failed' });
    expect(page).toContain('narrowed: public.facts: alpha select own rows');
  });

  test(
    'a grant that a migration adds: the access widens, and how to take it back',
    { timeout: 8 * minutes },
    async () => {
      await writeFile(inWorkspace(later), 'grant select on public.idea_pool to anon;\n');
      const { run, code, page } = await rehearsed();
      expect(code).toBe(1);
      expect(taskOf(run, '2')).toMatchObject({
        verdict: 'failed',
        reason: expect.stringMatching(/anon has no right to the table.*widened: public\.idea_pool: anon select/s),
      });
      expect(boxOf(run, applied)).toMatchObject({
        verdict: 'failed',
        reason: expect.stringContaining('widened on staging: public.idea_pool: anon select'),
        fix: expect.stringContaining('prestage database accept --why'),
      });
      expect(page).toMatch(/To mend it:<\/strong>[^]*prestage database accept/);
    },
  );

  test('a migration that is edited before it is applied: what it gives away', { timeout: 8 * minutes }, async () => {
    const condition = 'using (project = (select public.current_project()))';
    await edit(inWorkspace(`${supabase}/20251015091500_facts.sql`), condition, 'using (project is not null)');
    const { run, code } = await rehearsed();
    expect(code).toBe(1);
    expect(taskOf(run, '2')).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining("widened: public.facts: alpha select others' rows: meant none, is all"),
    });
  });

  test('a seed that no longer writes what the fixture says: row and column', { timeout: 8 * minutes }, async () => {
    await edit(inWorkspace('supabase/seeds/10_feature_pack.sql'), `'approved'`, `'rejected'`);
    const { run, code, page } = await rehearsed();
    expect(code).toBe(1);
    const words = 'idea-fuel-line-launch: status is "approved" and "rejected" in the table';
    expect(taskOf(run, '3')).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining(words),
      fix: 'Correct the fixture or the seed: both are the same rows.',
    });
    expect(boxOf(run, applied)).toMatchObject({ verdict: 'blocked' });
    expect(page).toContain('idea-fuel-line-launch');
  });

  test('a table that somebody alters by hand: drift, and its statement', { timeout: 8 * minutes }, async () => {
    const ended = await rehearseBeside(clone(), [devops, ...tasks], async ({ query }) =>
      query(
        `alter table public.facts add column by_hand text; drop policy "signed-in users read trends" on public.trend_opportunities`,
      ),
    );
    expect(ended.code).toBe(1);
    const words = said(ended).replaceAll(/\s+/g, ' ');
    expect(words).toContain('column public.facts.by_hand is extra');
    expect(words).toContain('policy "signed-in users read trends" on public.trend_opportunities is missing');
    expect(words).toContain('not on staging: public.trend_opportunities: policy signed-in users read trends');
    expect(words).toMatch(
      /→ Run `[^`]+` there, or keep it by a migration that says `[^`]+`; drift\.md has statements for all 2/,
    );
  });

  test('a migration that is edited after it was applied: by its name', { timeout: 8 * minutes }, async () => {
    const file = '20251016074500_active_ideas.sql';
    const ended = await rehearseBeside(clone(), [devops, ...tasks], async ({ copy }) =>
      appendFile(join(copy, supabase, file), '\nalter view public.active_ideas set (security_invoker = false);\n'),
    );
    expect(ended.code).toBe(1);
    const words = said(ended).replaceAll(/\s+/g, ' ');
    expect(words).toContain(`${file} was changed after it was applied`);
    expect(words).toContain('→ Take the file back to what was applied');
  });
});
