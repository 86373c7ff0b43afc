import { expect, test } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { notifySend } from '../../../src/actions/notify/send.ts';
import { perform } from '../../../src/actions/testing/workspace.ts';
import { github } from '../../../src/emulators/github/emulator.ts';
import { namedFault } from '../../../src/emulators/kit/fault/read-fault.ts';
import type { Fault } from '../../../src/emulators/kit/fault/fault.ts';
import { stops } from '../smtp-client.ts';
import { createWorld, notify, password, type NotifyWorld } from './world.ts';

async function worldWith(given: Readonly<Record<string, string>> = {}) {
  const on = await github.start({
    given: { repository: 'hotdash/app', ...given },
    secrets: { token: new Secret('github_token', password) },
  });
  stops.push(on.stop);
  const issue = {
    kind: 'github-issue',
    repository: 'hotdash/app',
    token: { secret: 'github_token' },
    api: on.urls['github'] ?? '',
    timeout: 5,
  };
  const world = await createWorld({}, { notify: { ...notify, channels: { issue } } });
  return { on, world };
}

/** A night: its checks, and what is told of them. */
async function night(world: NotifyWorld, states: Parameters<NotifyWorld['checked']>[0]) {
  await world.checked(states);
  const { outcome } = await perform(notifySend, world.context(), {});
  world.hours += 24;
  return outcome;
}

const states = ({ state: { issues } }: Awaited<ReturnType<typeof worldWith>>['on']) =>
  issues.map(({ number, state, stateReason, title }) => ({ number, state, stateReason, title }));

test('one issue is opened, edited in place, closed, and opened again by the next incident', async () => {
  const { on, world } = await worldWith();
  expect(await night(world, { chatwoot: 'fail', publer: 'pass' })).toMatchObject({ verdict: 'verified' });
  expect(states(on)).toEqual([
    { number: 1, state: 'open', stateReason: null, title: '[DOWN] rehearsal of staging: chatwoot' },
  ]);
  await night(world, { chatwoot: 'fail', publer: 'degraded' });
  expect(states(on)[0]?.title).toBe('[DOWN] rehearsal of staging: chatwoot, publer');
  expect(on.state.issues[0]?.comments.map(({ body }) => body)).toEqual([
    expect.stringContaining('**DEGRADED** `publer`'),
  ]);
  await night(world, { chatwoot: 'pass', publer: 'pass' });
  expect(states(on)).toEqual([
    { number: 1, state: 'closed', stateReason: 'completed', title: '[UP] rehearsal of staging' },
  ]);
  await night(world, { chatwoot: 'pass', publer: 'fail' });
  expect(states(on)).toMatchObject([{ number: 1, state: 'open', title: '[DOWN] rehearsal of staging: publer' }]);
});

test('its body says how it stands now, with ways to go on, and nothing of a service as markup', async () => {
  const { on, world } = await worldWith();
  await world.checked({ chatwoot: 'fail' });
  const hostile = 'hello @octocat ![x](https://evil.test/x.png) `code` <img src=x>\nsecond | line';
  const results = [
    {
      check: 'publer',
      kind: 'publer',
      environment: 'staging',
      startedAt: '2025-10-17T03:17:00.000Z',
      durationMs: 1,
      state: 'fail' as const,
      summary: hostile,
      steps: [],
    },
  ];
  world.hours += 1;
  await world.checked({ publer: 'fail' }, { results });
  await perform(notifySend, world.context(), {});
  const body = on.state.issues[0]?.body ?? '';
  expect(body).toContain("`hello @octocat ![x](https://evil.test/x.png) 'code' <img src=x> second | line`");
  expect(body).toContain('Runbook: [`docs/runbooks/production_deployment.md`](https://github.example.test/hotdash');
  expect(body).toContain('npx prestage health check --env staging');
  expect(body).not.toContain(password);
});

test('who closes it by hand has peace until there is news', async () => {
  const { on, world } = await worldWith();
  await night(world, { chatwoot: 'fail' });
  const [issue] = on.state.issues;
  if (issue === undefined) throw new Error('there is no issue');
  issue.state = 'closed';
  world.hours -= 23;
  await night(world, { chatwoot: 'fail' });
  expect(issue.state).toBe('closed');
  await night(world, { chatwoot: 'fail', publer: 'fail' });
  expect(issue).toMatchObject({ state: 'open', title: '[DOWN] rehearsal of staging: chatwoot, publer' });
  expect(on.state.issues).toHaveLength(1);
});

test('what a person closed is left closed when it is over', async () => {
  const { on, world } = await worldWith();
  await night(world, { chatwoot: 'fail' });
  const [issue] = on.state.issues;
  if (issue === undefined) throw new Error('there is no issue');
  Object.assign(issue, { state: 'closed', stateReason: 'not_planned' });
  expect(await night(world, { chatwoot: 'pass' })).toMatchObject({ verdict: 'verified' });
  expect(issue).toMatchObject({ state: 'closed', stateReason: 'not_planned' });
});

test('of two that are open the older stays, and others with its label are left alone', async () => {
  const { on, world } = await worldWith();
  await night(world, { chatwoot: 'fail' });
  const [first] = on.state.issues;
  if (first === undefined) throw new Error('there is no issue');
  const copy = { ...first, id: 7, number: 2, comments: [] };
  on.state.issues.push(copy, { ...first, id: 8, number: 3, body: 'a person wrote this', comments: [] });
  await night(world, { chatwoot: 'fail', publer: 'fail' });
  expect(states(on).map(({ number, state, stateReason }) => [number, state, stateReason])).toEqual([
    [1, 'open', null],
    [2, 'closed', 'not_planned'],
    [3, 'open', null],
  ]);
});

test('it is found among more than one page of them', async () => {
  const { on, world } = await worldWith();
  await night(world, { chatwoot: 'fail' });
  const [first] = on.state.issues;
  if (first === undefined) throw new Error('there is no issue');
  for (let number = 2; number <= 150; number += 1)
    on.state.issues.push({ ...first, id: number, number, body: 'another', comments: [] });
  await night(world, { chatwoot: 'pass' });
  expect([on.state.issues.length, first.state]).toEqual([150, 'closed']);
});

test('the issue was deleted: a new one is opened', async () => {
  const { on, world } = await worldWith();
  await night(world, { chatwoot: 'fail' });
  on.state.issues.splice(0);
  await night(world, { chatwoot: 'fail', publer: 'fail' });
  expect(states(on)).toMatchObject([{ state: 'open', title: '[DOWN] rehearsal of staging: chatwoot, publer' }]);
});

test('what is sent again after a lost answer makes no second issue and no second comment', async () => {
  const { on, world } = await worldWith();
  on.faults.arm({
    when: { method: 'POST', path: '/**/issues' },
    times: { count: 1 },
    trouble: { kind: 'drop', acts: true },
  });
  expect(await night(world, { chatwoot: 'fail' })).toMatchObject({ verdict: 'failed', facts: { owed: 1 } });
  world.hours -= 23;
  expect(await night(world, { chatwoot: 'fail' })).toMatchObject({ verdict: 'verified', facts: { owed: 0 } });
  expect(on.state.issues.map(({ number, comments }) => [number, comments.length])).toEqual([[1, 0]]);
});

test('a token that may not label: what it opened is closed again, and said', async () => {
  const { on, world } = await worldWith({ labels: 'dropped' });
  expect(await night(world, { chatwoot: 'fail' })).toMatchObject({
    verdict: 'failed',
    reason: expect.stringContaining('without the label prestage-health'),
  });
  expect(states(on)).toMatchObject([{ state: 'closed', stateReason: 'not_planned' }]);
});

const reply = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Fault => ({
  when: {},
  trouble: {
    kind: 'status',
    status,
    body: JSON.stringify({ message }),
    headers: { 'content-type': 'application/json', ...headers },
  },
});

test.each([
  ['token-revoked', 'expired or revoked'],
  ['issues-scope-missing', '`issues=write`'],
  ['repository-hidden', 'whether the token was made for it'],
  ['issues-disabled', 'switch it on'],
  ['hourly-limit', 'Wait until 2100'],
  ['down', 'githubstatus.com'],
] as const)('%s: it is owed, and the way out is said: %s', async (fault, words) => {
  const { on, world } = await worldWith();
  on.faults.arm(namedFault(fault, github.catalogue));
  const outcome = await night(world, { chatwoot: 'fail' });
  expect(outcome).toMatchObject({ verdict: 'failed', facts: { owed: 1 } });
  expect(outcome.reason).toContain(words);
  expect(JSON.stringify(outcome)).not.toContain(password);
  on.faults.clear();
  expect(await night(world, { chatwoot: 'fail' })).toMatchObject({ verdict: 'verified' });
  expect(on.state.issues).toHaveLength(1);
});

test.each([
  [409, 'at the same moment'],
  [429, 'Wait 60 s'],
  [422, 'Mend what GitHub names'],
])('HTTP %d is not waited for: it is told with the next run', async (status, words) => {
  const { on, world } = await worldWith();
  on.faults.arm(reply(status, 'No', status === 429 ? { 'retry-after': '60' } : {}));
  const outcome = await night(world, { chatwoot: 'fail' });
  expect(outcome.reason).toContain(words);
  expect(outcome.reason).toContain('told again with the next run');
});

test('a GitHub that never answers keeps no other channel waiting', async () => {
  const { on, world } = await worldWith();
  on.faults.arm({ when: {}, trouble: { kind: 'delay', ms: 600_000 } });
  const context = world.context();
  const settings = context.settings('notify') as { channels: { issue: object } };
  const hasty = { ...settings, channels: { issue: { ...settings.channels.issue, timeout: 1 } } };
  await world.checked({ chatwoot: 'fail' });
  const { outcome } = await perform(notifySend, { ...context, settings: () => hasty }, {});
  expect(outcome).toMatchObject({ verdict: 'failed', facts: { owed: 1 } });
  expect(outcome.reason).toContain('no answer came');
});
