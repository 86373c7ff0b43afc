import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '../../core/json.ts';
import { digestOf } from '../../services/files/digest.ts';
import type { State } from '../health/result.ts';
import { createWorkspace, perform, type TestWorkspace } from '../testing/workspace.ts';
import { reportDaily } from './daily.ts';

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace();
});
afterEach(() => workspace.remove());

const check = { kind: 'http', url: 'https://chat.example.test/api' };
const settings: Readonly<Record<string, unknown>> = {
  environments: { staging: {} },
  health: { checks: { chatwoot: check } },
};

const note = 'artifacts/ops/daily/2025-10-17.md';
const page = 'artifacts/ops/daily/2025-10-17.html';

async function put(startedAt: string, states: Readonly<Record<string, State>>, more: object = {}): Promise<string> {
  const results = Object.entries(states).map(([name, state]) => ({
    check: name,
    kind: 'http',
    environment: 'staging',
    startedAt,
    durationMs: 300,
    state,
    summary: `It is ${state}.`,
    steps: [],
  }));
  const [state = 'unknown'] = Object.values(states);
  const record = {
    format: 'prestage.health/1',
    environment: 'staging',
    mode: 'rehearsal',
    startedAt,
    durationMs: 1,
    control: 'reachable',
    state,
    results,
    ...more,
  };
  const text = JSON.stringify(record);
  const folder = 'artifacts/ops/health/staging';
  const file = `${startedAt.replaceAll(/[-:.]/gu, '')}.json`;
  const index = await workspace.text(`${folder}/index.jsonl`).catch(() => '');
  await workspace.put(`${folder}/${file}`, text);
  await workspace.put(`${folder}/index.jsonl`, `${index}${canonicalJson({ file, sha256: digestOf(text) })}\n`);
  return `${folder}/${file}`;
}

async function report(input: object = {}, sabotage?: () => Promise<unknown>, own = settings) {
  const context = workspace.context({ settings: (area) => own[area] });
  return (await perform(reportDaily, context, input, sabotage)).outcome;
}

test('a day with data is written, twice the same, and its links lead somewhere', async () => {
  await put('2025-10-17T03:17:00.000Z', { chatwoot: 'pass' });
  expect(await report()).toMatchObject({ verdict: 'verified' });
  const both = [await workspace.text(note), await workspace.text(page)];
  expect(await report()).toMatchObject({ verdict: 'verified' });
  expect([await workspace.text(note), await workspace.text(page)]).toEqual(both);
  expect(both[0]).toContain('(../health/staging/20251017T031700000Z.json)');
  expect(both[1]).toContain('href="../health/staging/20251017T031700000Z.json"');
});

test('of one result no percentage is given: what there is, is said', async () => {
  await put('2025-10-17T03:17:00.000Z', { chatwoot: 'pass' });
  await report();
  for (const text of [await workspace.text(note), await workspace.text(page)]) {
    expect(text).toContain('too few to say: 1 result on 1 of 30 days');
    expect(text).not.toContain('100 %');
  }
});

test('of many results the percentage says how many, and on which share of the days', async () => {
  for (let hour = 0; hour < 20; hour += 1)
    await put(`2025-10-16T${String(hour).padStart(2, '0')}:17:00.000Z`, { chatwoot: hour === 3 ? 'fail' : 'pass' });
  await report();
  expect(await workspace.text(note)).toContain('uptime 95 %, 20 results on 1 of 30 days');
});

test('a check that is left out of the runs is stale and has a gap of its own', async () => {
  const both = { ...settings, health: { checks: { chatwoot: check, publer: check } } };
  for (const day of ['14', '15', '16', '17'])
    await put(`2025-10-${day}T03:17:00.000Z`, {
      publer: 'pass',
      ...(day === '14' ? { chatwoot: 'pass' as const } : {}),
    });
  await put('2025-10-17T03:19:00.000Z', {});
  expect(await report({}, undefined, both)).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('no fresh data of staging (chatwoot)'),
  });
  const text = await workspace.text(note);
  expect(text).toContain('without a fresh result of chatwoot');
  expect(text).toContain('- no result of chatwoot from 2025-10-14 03:17 UTC');
  expect(text).toContain('- no run from 2025-09-18 00:00 UTC to 2025-10-14 03:17 UTC');
});

test('no data is unknown, and nowhere a hundred per cent', async () => {
  const outcome = await report();
  expect(outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('no fresh data of staging') });
  const text = await workspace.text(note);
  expect(text).toContain('Of staging there is no data on this day.');
  expect(text.replace('objective is 99 %', '')).not.toMatch(/\d %/u);
  expect(text).toContain('Unknown: there is no record of a notification');
});

test('yesterday’s data is not today’s', async () => {
  await put('2025-10-16T03:17:00.000Z', { chatwoot: 'pass' });
  expect(await report()).toMatchObject({ verdict: 'unknown' });
  expect(await workspace.text(note)).toContain('no data');
});

test('a failing check makes no failing report: it says so', async () => {
  await put('2025-10-17T03:17:00.000Z', { chatwoot: 'fail' });
  expect(await report()).toMatchObject({ verdict: 'verified', reason: expect.stringContaining('down: chatwoot') });
});

test('a check that was not run on a day on which others were is not up', async () => {
  await put('2025-10-17T03:17:00.000Z', { other: 'pass' });
  await report();
  expect(await workspace.text(note)).toContain('On staging, no data: chatwoot.');
});

test('half a line, half a file, a changed and a lost one are named and not counted', async () => {
  const changed = await put('2025-10-17T01:17:00.000Z', { chatwoot: 'fail' });
  const lost = await put('2025-10-17T02:17:00.000Z', { chatwoot: 'fail' });
  await put('2025-10-17T03:17:00.000Z', { chatwoot: 'pass' });
  const folder = 'artifacts/ops/health/staging';
  await workspace.put(changed, (await workspace.text(changed)).replace('"fail"', '"pass"'));
  await workspace.put(`${folder}/20251017T025700000Z.json`, '{"format": "prestage.hea');
  await workspace.put(`${folder}/index.jsonl`, `${await workspace.text(`${folder}/index.jsonl`)}{"file":"2025`);
  await rm(`${workspace.root}/${lost}`);
  await report();
  const text = await workspace.text(note);
  expect(text).toContain('1 up, 0 degraded, 0 down, 0 unknown');
  for (const why of ['line 4 breaks off', 'it is cut', 'it was changed since', 'the index names it, and it is gone'])
    expect(text).toContain(why);
});

test('a file that the index does not name yet counts', async () => {
  await put('2025-10-17T03:17:00.000Z', { chatwoot: 'degraded' });
  await workspace.put('artifacts/ops/health/staging/index.jsonl', '');
  expect(await report()).toMatchObject({ verdict: 'verified', reason: expect.stringContaining('degraded: chatwoot') });
});

test('records of live runs are not those of a rehearsal', async () => {
  await put('2025-10-17T03:17:00.000Z', { chatwoot: 'pass' }, { mode: 'live' });
  expect(await report()).toMatchObject({ verdict: 'unknown' });
});

test('what people write around it stays', async () => {
  await put('2025-10-17T03:17:00.000Z', { chatwoot: 'pass' });
  await report();
  await workspace.put(note, `${await workspace.text(note)}\nSeen by QA.\n`);
  expect(await report()).toMatchObject({ verdict: 'verified' });
  expect(await workspace.text(note)).toContain('\nSeen by QA.\n');
});

test.each([
  ['a link that leads nowhere', async () => workspace.git('clean', '-qfdx', 'artifacts/ops/health')],
  ['a note that says more', async () => workspace.put(note, (await workspace.text(note)).replace('down', 'up'))],
])('%s fails it', async (_what, sabotage) => {
  await put('2025-10-17T03:17:00.000Z', { chatwoot: 'fail' });
  expect(await report({}, sabotage)).toMatchObject({ verdict: 'failed' });
});

test('an environment that is configured and never ran is not left out', async () => {
  await put('2025-10-17T03:17:00.000Z', { chatwoot: 'pass' });
  const both = { ...settings, environments: { staging: {}, production: {} } };
  expect(await report({}, undefined, both)).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('production'),
  });
});

test('words of services are words: no heading, no link, no markup', async () => {
  const hostile = '\u202Egnp.\u2066exe</pre><script>1</script> [x](javascript:1) [y](gone) | # `';
  const result = {
    check: 'chatwoot',
    kind: 'http',
    environment: 'staging',
    startedAt: '2025-10-17T03:17:00.000Z',
    durationMs: 1,
    state: 'fail',
    summary: hostile,
    next: hostile,
    asked: hostile,
    done: hostile,
  };
  await put('2025-10-17T03:17:00.000Z', {}, { results: [result], state: 'fail' });
  expect(await report()).toMatchObject({ verdict: 'verified' });
  expect(await workspace.text(page)).not.toContain('<script>');
  expect(await workspace.text(note)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
  expect(await workspace.text(note)).not.toMatch(/(?<!\\)<script|(?<!\\)\]\(javascript/u);
});

test('what is known of a check is said with its age, also when the newest run left it out', async () => {
  const two = { ...settings, health: { checks: { chatwoot: check, publer: check } } };
  const old = await put('2025-10-14T03:37:00.000Z', { chatwoot: 'pass', publer: 'fail' });
  await put('2025-10-17T03:37:00.000Z', { chatwoot: 'pass' });
  await report({}, undefined, two);
  const text = await workspace.text(note);
  const row = text.split('\n').find((line) => line.startsWith('| publer'));
  expect(row).toContain('**no data** | [down, 3 days');
  expect(row).toContain(old.split('/').at(-1));
  expect(await workspace.text(page)).toContain('Last result');
});

test('one result is no error budget', async () => {
  await put('2025-10-17T03:37:00.000Z', { chatwoot: 'pass' });
  await report();
  expect(await workspace.text(note)).toContain('too few to say: 0 failed of 1, and 100 results are wanted');
});
