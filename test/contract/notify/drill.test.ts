import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { notifyDrill } from '../../../src/actions/notify/drill.ts';
import { check } from '../../../src/actions/testing/workspace.ts';
import { namedFault } from '../../../src/emulators/kit/fault/read-fault.ts';
import { smtp } from '../../../src/emulators/smtp/emulator.ts';
import { createWorld, notify } from './world.ts';

const subjectsIn = ({ mail }: Awaited<ReturnType<typeof createWorld>>) =>
  mail.state.messages.map(({ headers }) => headers.find(({ name }) => name === 'Subject')?.value);
const leftIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('prestage-drill-'));

test('a failure opens, is told, closes, is told; nothing of it is left', async () => {
  const world = await createWorld();
  const before = [await world.git('status', '--porcelain'), leftIn(tmpdir())];
  const outcome = await check(notifyDrill, world.context(), {});
  expect(outcome).toMatchObject({
    verdict: 'verified',
    facts: {
      open: { verdict: 'verified', words: 'mail: 250 Queued as 1', file: 'files/notice-open.json' },
      close: { verdict: 'verified', words: 'mail: 250 Queued as 2', file: 'files/notice-close.json' },
    },
  });
  expect(subjectsIn(world)).toEqual(['[DOWN] staging: rehearsed-failure', '[RECOVERED] staging: rehearsed-failure']);
  const [opened, closed] = world.mail.state.messages.map(({ raw }) => raw.toString());
  expect(opened).toContain('nothing has happened');
  for (const raw of [opened, closed]) expect(raw).toContain('A rehearsal about staging');
  expect([await world.git('status', '--porcelain'), leftIn(tmpdir())]).toEqual(before);
});

test('whatever the policy asks for, and while nobody would be told', async () => {
  const incidents = { opens: { fails: 2, of: 3 }, closesAfter: 2 };
  const maintenance = [{ from: '2025-10-17T00:00:00Z', until: '2025-10-18T00:00:00Z', why: 'a move' }];
  const world = await createWorld({}, { notify: { ...notify, incidents, maintenance } });
  expect(await check(notifyDrill, world.context(), {})).toMatchObject({ verdict: 'verified' });
  expect(world.mail.state.messages).toHaveLength(2);
});

test.each([
  ['auth-refused', 'does not let'],
  ['mailbox-unknown', 'refuses the mail'],
  ['service-busy', 'too busy'],
])('%s: no notice was taken, and it says why', async (fault, words) => {
  const world = await createWorld({ faults: [namedFault(fault, smtp.catalogue)] });
  const outcome = await check(notifyDrill, world.context(), {});
  expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining(words) });
  expect(outcome.facts).not.toHaveProperty('close');
});

test('live, nothing is sent and nothing is known unless it is asked for', async () => {
  const world = await createWorld();
  const live = world.context({ mode: 'live' });
  expect(await check(notifyDrill, live, {})).toMatchObject({ verdict: 'unknown' });
  expect(world.mail.state.messages).toEqual([]);
  expect(await check(notifyDrill, live, { test: 'true' })).toMatchObject({ verdict: 'verified' });
  expect(world.mail.state.messages.map(({ raw }) => raw.toString())).toEqual([
    expect.stringContaining('A rehearsal about staging'),
    expect.stringContaining('A rehearsal about staging'),
  ]);
});

test('a channel that is not there', async () => {
  const world = await createWorld();
  expect(await check(notifyDrill, world.context(), { channels: 'pager' })).toMatchObject({
    verdict: 'failed',
    reason: 'staging has no channel pager',
  });
});
