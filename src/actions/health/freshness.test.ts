import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { digestOf } from '../../services/files/digest.ts';
import { check, createWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { healthFreshness } from './freshness.ts';

const folder = 'artifacts/ops/health/staging';
const now = new Date('2025-10-17T04:00:00Z');
const environments = { staging: {}, production: {} };
let workspace: TestWorkspace;
beforeEach(async () => (workspace = await createWorkspace()));
afterEach(async () => workspace.remove());

/** A record as the archive writes it: the file first, then its line. */
async function archive(
  startedAt: string,
  { mode = 'live', checks = ['site'] }: { mode?: 'live' | 'rehearsal'; checks?: readonly string[] } = {},
): Promise<string> {
  const text = JSON.stringify({
    format: 'prestage.health/1',
    environment: 'staging',
    mode,
    startedAt,
    durationMs: 1,
    control: 'not-configured',
    state: 'pass',
    results: checks.map((check) => ({
      check,
      kind: 'http',
      environment: 'staging',
      state: 'pass',
      summary: 'answered as wanted',
      startedAt,
      durationMs: 1,
    })),
  });
  const file = `${startedAt.replaceAll(/[-:.]/gu, '')}.json`;
  await workspace.put(`${folder}/${file}`, text);
  await line(`${JSON.stringify({ file, sha256: digestOf(text) })}\n`);
  return `${folder}/${file}`;
}

async function line(text: string): Promise<void> {
  await appendFile(join(workspace.root, folder, 'index.jsonl'), text);
}

const http = { kind: 'http', url: 'https://x.test' };
const onlySite = { site: http };
const two = { ...onlySite, chat: http, tls: { ...http, environments: ['production'] } };

const look = async (maxAge?: string, checks: object = onlySite) =>
  check(
    healthFreshness,
    workspace.context({
      mode: 'live',
      environment: 'staging',
      clock: { now: () => now },
      settings: (area) => ({ environments, health: { checks } })[area],
    }),
    maxAge === undefined ? {} : { maxAge },
  );

describe('health.freshness', () => {
  test('nothing is archived: no data is never green', async () => {
    expect(await look()).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining(
        'no record has a result of site of staging: run `prestage health check --env staging`',
      ),
    });
  });

  test.each([
    ['2025-10-16T02:00:00.000Z', undefined, 'verified'],
    ['2025-10-16T01:59:59.999Z', undefined, 'failed'],
    ['2025-10-17T03:30:00.000Z', '30m', 'verified'],
    ['2025-10-17T03:29:59.000Z', '30m', 'failed'],
    ['2025-10-17T04:04:00.000Z', undefined, 'verified'],
    ['2025-10-17T04:06:00.000Z', undefined, 'unknown'],
  ])('run at %s with a most of %s: %s', async (startedAt, maxAge, verdict) => {
    await archive(startedAt);
    expect(await look(maxAge)).toMatchObject({ verdict });
  });

  test('the newest counts, wherever its line stands', async () => {
    const newest = await archive('2025-10-17T03:00:00.000Z');
    await archive('2025-10-01T03:00:00.000Z');
    expect(await look()).toMatchObject({ verdict: 'verified', facts: { checks: { site: { record: newest } } } });
  });

  test('how old it is stands in the reason, and what to do', async () => {
    await archive('2025-10-08T03:00:00.000Z');
    expect(await look()).toMatchObject({
      verdict: 'failed',
      reason: 'site of staging was last run 9 days ago, and 26h is the most: see why the schedule did not start them',
    });
  });

  test('a last line that breaks off is said, and the others count', async () => {
    await archive('2025-10-17T03:00:00.000Z');
    await line('{"file":"20251017T0330');
    expect(await look()).toMatchObject({
      verdict: 'verified',
      reason: `fresh; beside it 1 that cannot be read: ${folder}/index.jsonl (line 2 breaks off or is none of the index)`,
    });
  });

  test('a record that was changed since is none', async () => {
    const path = await archive('2025-10-17T03:00:00.000Z');
    await workspace.put(path, (await workspace.text(path)).replace('pass', 'fail'));
    expect(await look()).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('was changed since') });
  });

  test('what a rehearsal left does not stand for the real thing', async () => {
    await archive('2025-10-17T03:00:00.000Z', { mode: 'rehearsal' });
    expect(await look()).toMatchObject({ verdict: 'unknown' });
  });

  test('a check that is run hides none that is not', async () => {
    await archive('2025-10-08T03:00:00.000Z', { checks: ['chat', 'site'] });
    await archive('2025-10-17T03:00:00.000Z');
    expect(await look(undefined, two)).toMatchObject({
      verdict: 'failed',
      reason: expect.stringMatching(/^chat of staging was last run 9 days ago/u),
    });
    await archive('2025-10-17T03:10:00.000Z', { checks: ['chat'] });
    expect(await look(undefined, two)).toMatchObject({ verdict: 'verified' });
  });

  test('a check that never was run is named', async () => {
    await archive('2025-10-17T03:00:00.000Z');
    expect(await look(undefined, two)).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('no record has a result of chat of staging'),
    });
  });

  test('a record of no results counts for nothing, and no checks are no data', async () => {
    await archive('2025-10-17T03:00:00.000Z', { checks: [] });
    expect(await look()).toMatchObject({ verdict: 'unknown' });
    expect(await look(undefined, {})).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('no check is configured for staging'),
    });
  });

  test.each(['1', '26 h', '-2h', '0h', ''])('an age of %j is refused', (maxAge) => {
    expect(healthFreshness.input.safeParse({ maxAge }).success).toBe(false);
  });
});
