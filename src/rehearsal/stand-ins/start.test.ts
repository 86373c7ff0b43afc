import { afterEach, expect, test } from 'vitest';
import type { StandInRequest } from '../../core/stand-in.ts';
import { armAsked, readAskedFault } from './fault.ts';
import { foresee } from './foresee.ts';
import { movedTo } from './origin.ts';
import { startStandIns, type StandIns } from './start.ts';
import { toldFaults } from './told.ts';

let standing: StandIns | undefined;
afterEach(async () => standing?.stop());

const mail = (environment: string): StandInRequest => ({
  service: 'smtp',
  environment,
  url: 'smtp://smtp.example.test:587',
  given: {},
  secrets: {},
});

async function start(...requests: readonly StandInRequest[]): Promise<StandIns> {
  standing = await startStandIns(requests, undefined, () => undefined);
  return standing;
}

test('each environment has one of its own, where the path of the URL is kept', async () => {
  const { locate, standing: told } = await start(mail('staging'), mail('production'));
  const staging = locate('smtp://smtp.example.test:587/x?y=1', 'staging');
  expect(staging.url).toMatch(/^smtp:\/\/127\.0\.0\.1:\d+\/x\?y=1$/u);
  expect(staging.ca).toContain('BEGIN CERTIFICATE');
  expect(locate('smtp://smtp.example.test:587', 'production').url).not.toContain(new URL(staging.url).host);
  expect(told().map(({ environment, service }) => [environment, service])).toEqual([
    ['staging', 'smtp'],
    ['production', 'smtp'],
  ]);
});

test.each([
  ['another host', 'smtp://other.example.test:587', 'staging'],
  ['another port', 'smtp://smtp.example.test:25', 'staging'],
  ['another scheme', 'https://smtp.example.test:587', 'staging'],
  ['another environment', 'smtp://smtp.example.test:587', 'production'],
])('nothing stands for %s', async (_what, url, environment) => {
  const { locate } = await start(mail('staging'));
  expect(() => locate(url, environment)).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ code: 'rehearsal.no-stand-in' }) }),
  );
});

test('a fault is armed where it is asked for', async () => {
  const { faultable } = await start(mail('staging'), mail('production'));
  const armed: string[] = [];
  const noted = faultable.map((each) => ({
    ...each,
    arm: ({ name }: { name: string }) => void armed.push(`${name} ${each.environment ?? ''}`),
  }));
  const [first] = faultable[0]?.catalogue ?? [];
  const name = first?.name ?? '';
  armAsked(readAskedFault(`smtp:${name}@production`), noted);
  expect(armed).toEqual([`${name} production`]);
  armAsked(readAskedFault(`smtp:${name}`), noted);
  expect(armed).toHaveLength(3);
});

test('what is armed is told of what stands, and that nothing was struck yet', async () => {
  const { faultable, standing: told } = await start(mail('staging'), mail('production'));
  armAsked(readAskedFault('smtp:greylisted@production'), faultable);
  expect(told().map(({ faults }) => faults)).toEqual([undefined, ['greylisted']]);
  expect(toldFaults(faultable)).toEqual([{ fault: 'smtp:greylisted@production', seen: 0, struck: 0 }]);
});

test.each([
  ['smtp', 'is not SERVICE:FAULT'],
  ['smtp:', 'is not SERVICE:FAULT'],
  ['smpt:x', 'no smpt stands'],
  ['smtp:no-such', 'smtp has no such fault'],
  ['smtp:no-such@nowhere', 'no smtp stands for nowhere'],
])('the fault %s cannot be had: %s', async (text, why) => {
  const { faultable } = await start(mail('staging'));
  const failing = () => armAsked(readAskedFault(text), faultable);
  const refused = { exitCode: 64, data: expect.objectContaining({ why: expect.stringContaining(why) }) };
  expect(failing).toThrow(expect.objectContaining(refused));
  // The same, before anything stands.
  const foreseeing = async () => foresee([readAskedFault(text)], [mail('staging')]);
  await expect(foreseeing()).rejects.toMatchObject({ ...refused });
});

test('a URL of any scheme keeps what follows its host', () => {
  expect(movedTo('http://127.0.0.1:8080', 'https://chat.example.test/api/v1?x=1#y')).toBe(
    'http://127.0.0.1:8080/api/v1?x=1#y',
  );
});
