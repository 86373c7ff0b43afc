import { expect, test } from 'vitest';
import { chatwoot } from '../../../src/emulators/chatwoot/emulator.ts';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import { ask, askEmulated, startFor } from './ask.ts';
import { chatwootCheck } from './chatwoot-check.ts';

const minutes = (count: number) => ({ advanceMs: count * 60_000 });
const names = ({ steps }: { steps: readonly { name: string }[] }) => steps.map(({ name }) => name);

test('all is well: the whole chain was asked, and the worker is set for the next run', async () => {
  const { finding } = await askEmulated(chatwoot, chatwootCheck);
  expect(finding).toMatchObject({ state: 'pass', summary: expect.stringContaining('4.11.0') });
  expect(names(finding)).toEqual([
    'platform',
    'credential',
    'account',
    'inboxes',
    'worker',
    'worker, mark taken',
    'worker, canary snoozed',
    'worker, mark left',
  ]);
});

test('nothing of it is in the record but what is declared: no token, no password, no visitor', async () => {
  const { finding, running } = await askEmulated(chatwoot, chatwootCheck);
  const text = JSON.stringify(finding);
  const { state } = running as Awaited<ReturnType<typeof chatwoot.start>>;
  const secrets = [...Object.values(state.canaries), ...Object.values(chatwootCheck.secrets)].map((one) =>
    one.reveal(),
  );
  const people = state.conversations.flatMap(({ contact, messages }) => [
    contact.name,
    contact.email,
    contact.phone,
    ...messages.map(({ content }) => content),
  ]);
  for (const value of [...secrets, ...people, state.owner.email]) expect(text).not.toContain(value);
  expect(finding.steps.find(({ name }) => name === 'credential')).not.toHaveProperty('body');
});

test.each(['html', 'other-json', 'sent-to-login', 'bad-gateway'])(
  '%s: the token is not sent to what is no Chatwoot',
  async (fault) => {
    const { running } = await askEmulated(chatwoot, { ...chatwootCheck, minutesAfterRunBefore: undefined }, [fault]);
    const sent = running.log.calls.flatMap(({ headers }) => Object.keys(headers));
    expect(sent.filter((name) => /token/.test(name))).toEqual([]);
  },
);

test('a missing token is unknown, and what needs none is asked all the same', async () => {
  const missing = new Failure({
    code: 'secrets.missing',
    what: 'No token',
    why: 'it is not there',
    fix: 'Put it there.',
  });
  const running = await startFor(chatwoot, chatwootCheck);
  try {
    const asked = { ...chatwootCheck, context: { secret: async () => Promise.reject(missing) } };
    const finding = await ask(asked, running);
    expect(finding).toMatchObject({ state: 'unknown', code: 'missing_credential', next: 'Put it there.' });
    expect(names(finding)).toEqual(['platform']);
  } finally {
    await running.stop();
  }
});

test('each environment has a URL, an account and a token of its own', async () => {
  const wrong = { chatwoot_api_token: new Secret('chatwoot_api_token', 'production-token-of-the-test') };
  const running = await startFor(chatwoot, chatwootCheck);
  try {
    const finding = await ask({ ...chatwootCheck, environment: 'production', secrets: wrong }, running);
    expect(finding).toMatchObject({ state: 'fail', code: 'token_rejected' });
    expect(finding.steps[0]?.call).toBe('GET https://chat.example.com/api');
    expect(await ask({ ...chatwootCheck, environment: 'preview' }, running)).toMatchObject({
      state: 'unknown',
      code: 'not_configured',
      steps: [],
    });
  } finally {
    await running.stop();
  }
});

test('a proxy that drops the one spelling costs a degraded, and the rest is asked with the other', async () => {
  const running = await startFor(chatwoot, chatwootCheck);
  try {
    running.faults.arm({
      when: { path: '/api/v1/profile' },
      times: { count: 1 },
      trouble: {
        kind: 'status',
        status: 401,
        headers: { 'content-type': 'application/json' },
        body: '{"errors":["You need to sign in or sign up before continuing."]}',
      },
    });
    const finding = await ask({ ...chatwootCheck, settings: { ...settings, canary: undefined } }, running);
    expect(finding).toMatchObject({ state: 'degraded', code: 'header_dropped_by_proxy' });
    const profiles = running.log.calls.filter(({ path }) => path === '/api/v1/profile');
    expect(profiles).toHaveLength(2);
    expect(running.log.calls.at(-1)?.headers).toHaveProperty('api_access_token');
  } finally {
    await running.stop();
  }
});

const settings = chatwootCheck.settings as Readonly<Record<string, unknown>>;

test('when /api breaks, /health tells whether the web process lives', async () => {
  const running = await startFor(chatwoot, chatwootCheck);
  try {
    running.faults.arm({ when: { path: '/api' }, trouble: { kind: 'status', status: 500 } });
    expect(await ask(chatwootCheck, running)).toMatchObject({ state: 'fail', code: 'dependency_failing' });
    running.faults.arm({ when: { path: '/health' }, trouble: { kind: 'status', status: 404 } });
    expect(await ask(chatwootCheck, running)).toMatchObject({ state: 'fail', code: 'server_error' });
  } finally {
    await running.stop();
  }
});

test('the order’s words that Chatwoot does not have are answered by what it has', async () => {
  const running = await startFor(chatwoot, chatwootCheck);
  try {
    const item = {
      raw: 'See that `/rails/health` answers',
      number: '1',
      text: '',
      codes: [],
      children: [],
      range: { start: 0, end: 0, line: 1 },
    };
    const finding = await ask({ ...chatwootCheck, context: { item } }, running);
    expect(finding).toMatchObject({ asked: '/rails/health', done: expect.stringContaining('GET /api') });
    expect(await ask(chatwootCheck, running)).not.toHaveProperty('asked');
  } finally {
    await running.stop();
  }
});

test('the worker: set, asleep, open again, stopped, set anew after three days', async () => {
  const running = await startFor(chatwoot, chatwootCheck);
  const worker = async () => {
    const { state, code, steps } = await ask(chatwootCheck, running);
    return [state, code, steps.at(-1)?.name];
  };
  try {
    expect(await worker()).toEqual(['unknown', 'stale', 'worker, mark left']);
    running.clock.change(minutes(1));
    expect(await worker()).toEqual(['unknown', 'stale', 'worker']);
    running.clock.change(minutes(10));
    expect(await worker()).toEqual(['pass', undefined, 'worker, mark left']);
    running.faults.arm({ when: {}, trouble: { kind: 'condition', condition: 'worker-dead' } });
    running.clock.change(minutes(20));
    expect(await worker()).toEqual(['fail', 'worker_stopped', 'worker']);
    running.clock.change(minutes(4 * 24 * 60));
    expect(await worker()).toEqual(['fail', 'worker_stopped', 'worker, mark left']);
    running.faults.clear();
    running.clock.change(minutes(24 * 60));
    expect(await worker()).toEqual(['pass', undefined, 'worker, mark left']);
    running.clock.change(minutes(3 * 24 * 60));
    expect(await worker()).toEqual(['unknown', 'stale', 'worker, mark left']);
  } finally {
    await running.stop();
  }
});

test('a canary that is not there, and one that cannot be snoozed, are not green', async () => {
  const running = await startFor(chatwoot, chatwootCheck);
  try {
    const elsewhere = await ask({ ...chatwootCheck, settings: { ...settings, canary: 77 } }, running);
    expect(elsewhere).toMatchObject({ state: 'unknown', code: 'not_configured' });
    running.faults.arm({ when: { path: '/**/toggle_status' }, trouble: { kind: 'status', status: 500 } });
    expect(await ask(chatwootCheck, running)).toMatchObject({ state: 'fail', code: 'server_error' });
    running.faults.clear();
    running.clock.change(minutes(20));
    expect(await ask(chatwootCheck, running)).toMatchObject({ state: 'unknown', code: 'stale' });
  } finally {
    await running.stop();
  }
});
