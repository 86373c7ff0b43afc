import { expect, test } from 'vitest';
import { advance } from './advance.ts';
import type { IncidentAction, Said } from './incident.ts';
import { delivered, onlyTo, owedTo } from './outbox.ts';
import type { Policy } from './policy.ts';
import { newState, type IncidentState } from './state.ts';

const hour = 3_600_000;
const start = Date.parse('2025-10-17T03:17:00Z');
const at = (night: number): string => new Date(start + night * 24 * hour).toISOString();

const policy: Policy = {
  opens: { fails: 1, of: 1 },
  closesAfter: 1,
  noDataAfter: 2,
  flapping: { flips: 4, of: 8, calmAfter: 3 },
  reminders: { firstMs: 20 * hour, factor: 2, mostMs: 7 * 24 * hour },
  maintenance: [],
};

/** No reminders, so that a test sees the rest. */
const never = { reminders: { firstMs: 1e12, factor: 1, mostMs: 1e12 } };

const letters: Readonly<Record<string, Said['state']>> = { u: 'pass', g: 'degraded', d: 'fail', '?': 'unknown' };

/** One letter a night: up, degraded, down, unknown. What was told, with the night, when every send works (or none does). */
function nights(word: string, more: Partial<Policy> = {}, sends = true): readonly string[] {
  return tell(word, more, sends).told.map(({ kind, at, incident }) => {
    const night = Math.round((Date.parse(at) - start) / (24 * hour));
    return `${night} ${incident.kind === 'no-data' ? 'no-data ' : ''}${kind} ${incident.severity}`;
  });
}

function tell(word: string, more: Partial<Policy> = {}, sends = true) {
  const told: IncidentAction[] = [];
  let state: IncidentState = newState('staging');
  for (const [night, letter] of word.split('').entries()) {
    const said: Said = { state: letters[letter] ?? 'unknown', summary: letter };
    for (const event of [
      { kind: 'results', at: at(night), results: { chatwoot: said } },
      { kind: 'time', at: at(night) },
    ] as const) {
      const next = advance(state, event, { ...policy, ...more }, ['mail']);
      told.push(...next.actions);
      ({ state } = next);
    }
    if (sends)
      state = delivered(
        state,
        'mail',
        owedTo('mail', state).map(({ id }) => id),
        at(night),
      );
  }
  return { told, state };
}

test('one bad night opens, one good night closes', () => {
  expect(nights('udu')).toEqual(['1 open down', '2 close down']);
});

test('two of three open, in a row or not; two good ones in a row close', () => {
  const flapping = { flips: 9, of: 9, calmAfter: 3 };
  const more = { opens: { fails: 2, of: 3 }, closesAfter: 2, flapping, ...never };
  expect(nights('uduuudud', more)).toEqual(['7 open down']);
  expect(nights('dduduu', more)).toEqual(['1 open down', '5 close down']);
});

test('no data between two good ones does not make them a row', () => {
  expect(nights('du?u', { closesAfter: 2, noDataAfter: 9, ...never })).toEqual(['0 open down']);
});

test('degraded opens as such and escalates once', () => {
  expect(nights('gdgdu').filter((line) => !line.includes('remind'))).toEqual([
    '0 open degraded',
    '1 escalate down',
    '4 close down',
  ]);
});

test('reminders back off, and begin anew with what is worse', () => {
  expect(nights('gggggggg')).toEqual([
    '0 open degraded',
    '1 remind degraded',
    '3 remind degraded',
    '7 remind degraded',
  ]);
  expect(nights('ggd' + 'd'.repeat(3))).toEqual([
    '0 open degraded',
    '1 remind degraded',
    '2 escalate down',
    '3 remind down',
    '5 remind down',
  ]);
});

test('nobody is reminded of what nobody has heard', () => {
  expect(nights('dddddd', {}, false)).toEqual(['0 open down']);
});

test('unknown has an incident of its own, unless there is one: that neither opens nor closes with it', () => {
  expect(nights('u??u', never)).toEqual(['2 no-data open no-data', '3 no-data close no-data']);
  expect(nights('??d', never)).toEqual(['1 no-data open no-data', '2 no-data close no-data', '2 open down']);
  expect(nights('d??u', never)).toEqual(['0 open down', '3 close down']);
});

test('flapping is told once, and again when it is steady', () => {
  expect(nights('udududududuuu', never)).toEqual([
    '1 open down',
    '2 close down',
    '3 open down',
    '4 flapping down',
    '12 close down',
  ]);
});

test('what flaps and stays down is told as that', () => {
  expect(nights('udududddu', never)).toEqual([
    '1 open down',
    '2 close down',
    '3 open down',
    '4 flapping down',
    '7 steady down',
    '8 close down',
  ]);
});

const window = (from: number, until: number) => ({
  maintenance: [{ from: start + from * 24 * hour, until: start + until * 24 * hour, checks: ['chatwoot'] }],
  ...never,
});

test('maintenance opens nothing, and closes nothing that is open', () => {
  expect(nights('uddu', window(1, 3))).toEqual([]);
  expect(nights('udddu', window(1, 3))).toEqual(['3 open down', '4 close down']);
  expect(nights('duuu', window(1, 3))).toEqual(['0 open down', '3 close down']);
});

test('a check that is no longer configured is closed, and says why', () => {
  const { state } = tell('d');
  const { actions, state: after } = advance(state, { kind: 'configured', at: at(2), checks: [] }, policy, ['mail']);
  expect(actions.map(({ kind, said }) => [kind, said.summary])).toEqual([['close', 'it is no longer checked']]);
  expect(after.checks).toEqual({ chatwoot: { recent: [], seen: at(0) } });
});

const gone = (night: number) => ({ kind: 'configured', at: at(night), checks: [] }) as const;

test('a check that leaves the config in a maintenance window is closed after it', () => {
  const { state } = tell('d');
  const maintained = { ...policy, ...window(1, 3) };
  expect(advance(state, gone(2), maintained, ['mail'])).toEqual({ state, actions: [] });
  expect(advance(state, gone(3), maintained, ['mail']).actions.map(({ kind }) => kind)).toEqual(['close']);
});

test('a channel that is gone is owed nothing', () => {
  const { state } = tell('d', {}, false);
  expect(onlyTo(state, ['mail']).outbox).toHaveLength(1);
  expect(onlyTo(state, ['hook']).outbox).toEqual([]);
});

test('a check may be called as all objects call a member', () => {
  const results = { constructor: { state: 'fail', summary: 'down' } } as const;
  const { actions } = advance(newState('staging'), { kind: 'results', at: at(0), results }, policy, ['mail']);
  expect(actions.map(({ incident }) => incident.key)).toEqual(['staging/constructor/trouble']);
});

const uuids = (word: string) => tell(word).told.map(({ incident }) => incident.uuid);

test('two that saw the same give it the same identity; another opening has another', () => {
  expect(uuids('d')).toEqual(uuids('d'));
  expect(new Set(uuids('dud')).size).toBe(2);
  expect(uuids('d')[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
});
