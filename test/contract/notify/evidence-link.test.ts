import { expect, test } from 'vitest';
import { notifySend } from '../../../src/actions/notify/send.ts';
import { perform } from '../../../src/actions/testing/workspace.ts';
import { createWorld } from './world.ts';

const artifact = 'https://github.example.test/hotdash/actions/runs/7/artifacts/42';

test('evidence is linked where the run has kept it', async () => {
  const world = await createWorld();
  const record = await world.checked({ chatwoot: 'fail' });
  await perform(notifySend, world.context(), { evidence: artifact });
  const [message] = world.mail.state.messages;
  const text = Buffer.from(message?.raw ?? '')
    .toString()
    .replaceAll('=\r\n', '');
  expect(text).toContain(`Evidence: ${record}, in ${artifact}`);
  expect(text.replaceAll('=3D', '=')).toContain(`<a href="${artifact}"`);
});

test('a nightly check is not stale because somebody looks in the afternoon', async () => {
  const world = await createWorld();
  for (let nights = 0; nights < 4; nights += 1) {
    await world.checked({ chatwoot: 'pass' });
    await perform(notifySend, world.context(), {});
    world.hours += 24;
  }
  world.hours -= 24 - 11;
  expect((await perform(notifySend, world.context(), {})).outcome).toMatchObject({
    reason: 'there was nothing to tell',
  });
  // It was left out, and half a day over.
  world.hours += 26;
  await perform(notifySend, world.context(), {});
  expect(world.mail.state.messages).toHaveLength(1);
});
