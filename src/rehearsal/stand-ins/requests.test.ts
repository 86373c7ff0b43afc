import { expect, test } from 'vitest';
import type { StandInRequest } from '../../core/stand-in.ts';
import type { Workspace } from '../../core/workspace.ts';
import { standInRequests } from './requests.ts';

const workspace: Workspace = {
  root: '/nowhere',
  config: { rehearse: [], environments: { staging: { production: false } }, rehearsal: {} },
  settings: (area) => (area === 'absent' ? undefined : {}),
};

const chat = (given: StandInRequest['given'], url = 'https://chat.example.test/api'): StandInRequest => ({
  service: 'chatwoot',
  environment: 'staging',
  url,
  given,
  secrets: { token: { secret: 'chatwoot_api_token' } },
});

const areas = (...requests: readonly StandInRequest[]) => ({
  health: async () => () => requests,
  absent: async () => () => {
    throw new Error('has no section');
  },
});

test('what is said of one service in several places is told to one emulator', async () => {
  const both = await standInRequests(
    workspace,
    areas(chat({ account: 1 }), chat({ inboxes: ['Mail'] }, 'https://chat.example.test/x')),
  );
  expect(both.map(({ given }) => given)).toEqual([{ account: 1, inboxes: ['Mail'] }]);
});

test('services at other origins are others', async () => {
  expect(await standInRequests(workspace, areas(chat({}), chat({}, 'https://other.example.test')))).toHaveLength(2);
});

test('one service cannot be of two minds', async () => {
  await expect(standInRequests(workspace, areas(chat({ account: 1 }), chat({ account: 2 })))).rejects.toMatchObject({
    data: { code: 'rehearsal.stand-ins-differ', why: expect.stringContaining('account') },
  });
});
