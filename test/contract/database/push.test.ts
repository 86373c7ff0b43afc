import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { databasePush } from '../../../src/actions/database/push.ts';
import { runView } from '../../../src/actions/testing/run.ts';
import { perform } from '../../../src/actions/testing/workspace.ts';
import { openPlace, refusalOf } from './push.ts';
import { engines, isMissing } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const first = 'create table one (id int primary key);\ninsert into one values (1), (2);\n';
const feedback = 'feedback/devops/2025-10-17.md';

describe.for(engines)('$title', ({ engine }) => {
  test.skipIf(isMissing(engine))('pending migrations are planned, applied, and read back', async () => {
    const place = await openPlace({ '20250101000000_one.sql': first }, { engine });
    const planned = await place.plan();
    expect(planned.summary).toMatch(/^Apply 1 migration to .* \(2 additive\); all went through a shadow run on /);
    expect(await place.tables()).toEqual([]);
    const outcome = await place.push({ feedback });
    expect(outcome).toMatchObject({
      verdict: 'verified',
      asked: 'supabase db push',
      facts: { files: [{ name: '20250101000000_one.sql', state: 'applied' }] },
    });
    expect(outcome.done).toMatch(/--remote to 127\.0\.0\.1:.* which without --remote means the local stack$/);
    expect(await place.history()).toEqual(['20250101000000']);
    const note = await place.workspace.text(feedback);
    expect(note).toContain('Applying migration 20250101000000_one.sql...');
    expect(note).toContain('1 of 1 files are applied');
    expect(place.workspace.kept.get('push.log')).toContain('Applying migration 20250101000000_one.sql...');
  });

  test.skipIf(isMissing(engine))(
    'what rows alone tell is found by the push: its place, and what was kept',
    async () => {
      const place = await openPlace({ '20250101000000_one.sql': first }, { engine });
      await place.push();
      await place.session.query('insert into one values (3), (4)');
      await place.put({
        '20250102000000_two.sql': 'create table two (id int);',
        '20250103000000_three.sql':
          'create table three (id int);\n\nalter table one add check (id < 4);\ncreate table four (id int);',
        '20250104000000_five.sql': 'create table five (id int);',
      });
      const outcome = await place.push({ feedback });
      expect(outcome.verdict).toBe('failed');
      expect(outcome.reason).toMatch(
        /^1 of 3 files are applied; 20250103000000_three\.sql failed at statement 2 \(line 3: alter table one add check \(id < 4\)\): check constraint .* nothing of it was kept; 20250104000000_five\.sql was not reached$/,
      );
      expect(await place.tables()).toEqual(['one', 'two']);
      expect(await place.history()).toEqual(['20250101000000', '20250102000000']);
      expect(await place.workspace.text(feedback)).toContain('failed at statement 2');
    },
  );
});

test('a run that was cut between its push and the words about it: the push stands, the words are written', async () => {
  const place = await openPlace({ '20250101000000_one.sql': first });
  const context = place.workspace.context({ environment: 'staging', run: runView([]) });
  const unsaid = async () => rm(join(place.workspace.root, feedback));
  const { outcome } = await perform(databasePush, context, { feedback }, unsaid);
  expect(outcome).toMatchObject({
    verdict: 'failed',
    reason: expect.stringContaining('does not hold what this run did'),
  });
  const again = await perform(databasePush, context, { feedback });
  expect([again.plan.changes, again.outcome.verdict]).toEqual([[], 'verified']);
  expect(await place.workspace.text(feedback)).toContain('history has 1 file, the last is 20250101000000');
  expect(await place.history()).toEqual(['20250101000000']);
});

test('a syntax error in the middle of the second of three files refuses the plan: nothing is applied', async () => {
  const place = await openPlace({
    '20250101000000_one.sql': first,
    '20250102000000_two.sql': 'create table two (id int);\ncreate tabel three ();\n',
    '20250103000000_four.sql': 'create table four (id int);',
  });
  expect(await refusalOf(place.push())).toMatchObject({
    code: 'database.syntax',
    file: 'supabase/migrations/20250102000000_two.sql',
    line: 2,
  });
  expect(await place.history()).toEqual([]);
  expect(await place.tables()).toEqual([]);
});

test('what only the server knows is found by the shadow run, which starts from what the environment has', async () => {
  const place = await openPlace({ '20250101000000_one.sql': first });
  await place.push();
  await place.put({
    '20250102000000_two.sql': 'create table two (id int references one);\n\nselect nothing from one;\n',
  });
  expect(await refusalOf(place.push())).toMatchObject({
    code: 'database.shadow-failed',
    line: 3,
    why: 'at statement 2 (line 3: select nothing from one): column "nothing" does not exist (SQLSTATE 42703)',
  });
  expect(await place.tables()).toEqual(['one']);
});

test('a config that names files from all over the workspace is the one that the shadow run has', async () => {
  const place = await openPlace({ '20250101000000_one.sql': first });
  await place.workspace.put('supabase/templates/hello.html', '<p>Hello</p>');
  await place.workspace.put('mail/bye.html', '<p>Bye</p>');
  await place.workspace.put(
    'supabase/config.toml',
    `[auth.email.template.invite]
subject = "Hello"
content_path = "./supabase/templates/hello.html"

[auth.email.template.recovery]
subject = "Bye"
content_path = "./mail/bye.html"
`,
  );
  expect(await place.push()).toMatchObject({ verdict: 'verified' });
  await place.put({ '20250102000000_two.sql': 'create table two (id int references one);' });
  expect(await place.push()).toMatchObject({ verdict: 'verified' });
});

test('a config that the CLI does not take is said to be that, and nothing is tried', async () => {
  const place = await openPlace({ '20250101000000_one.sql': first });
  await place.workspace.put('supabase/config.toml', '[inbucket]\nenabled = true\n');
  expect(await refusalOf(place.push())).toMatchObject({
    code: 'supabase.config',
    file: 'supabase/config.toml',
    why: expect.stringContaining('[inbucket]'),
  });
  expect(await place.tables()).toEqual([]);
});

test('a statement that ends with a comment is the one that was applied', async () => {
  const place = await openPlace({
    '20250101000000_one.sql':
      'create table one (id int) -- the first\n;\ncreate table two (id int) /* and */ -- the last\n;',
  });
  expect(await place.push()).toMatchObject({ verdict: 'verified' });
  expect(await place.plan()).toMatchObject({ summary: 'No migration is pending' });
});

test('what an extension gives that only the project has says nothing of the files, and what to do', async () => {
  const place = await openPlace({ '20250101000000_one.sql': 'create table one (id int, at vector(3));' });
  const refusal = await refusalOf(place.push());
  expect(refusal).toMatchObject({
    code: 'database.shadow-unable',
    why: expect.stringMatching(
      /^20250101000000_one\.sql uses the extension vector, .*create extension if not exists vector/,
    ),
  });
  expect(refusal.fix).toContain('`--shadow false` (in a binding: `shadow=false`)');
});

test('an extension that the scratch database does not have says nothing of the files', async () => {
  const place = await openPlace({ '20250101000000_one.sql': 'create extension if not exists made_up_by_nobody;' });
  expect(await refusalOf(place.push())).toMatchObject({
    code: 'database.shadow-unable',
    why: expect.stringMatching(/^20250101000000_one\.sql needs the extension made_up_by_nobody, /),
  });
});
