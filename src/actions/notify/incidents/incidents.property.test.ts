import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance, type Event } from './advance.ts';
import type { IncidentAction, Said } from './incident.ts';
import { delivered, owedTo } from './outbox.ts';
import type { Policy } from './policy.ts';
import { newState, openIncidents, type IncidentState } from './state.ts';

const hour = 3_600_000;
const start = Date.parse('2025-10-17T03:17:00Z');
const channels = ['mail', 'hook'] as const;
const checks = ['chatwoot', 'publer'] as const;

const policies: fc.Arbitrary<Policy> = fc
  .record({
    of: fc.integer({ min: 1, max: 5 }),
    closesAfter: fc.integer({ min: 1, max: 3 }),
    noDataAfter: fc.integer({ min: 1, max: 3 }),
    flips: fc.integer({ min: 2, max: 5 }),
    calmAfter: fc.integer({ min: 2, max: 4 }),
    fails: fc.integer({ min: 1, max: 5 }),
    window: fc.option(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 10 })), { nil: undefined }),
  })
  .map(({ of, closesAfter, noDataAfter, flips, calmAfter, fails, window }) => ({
    opens: { fails: Math.min(fails, of), of },
    closesAfter,
    noDataAfter,
    flapping: { flips, of: flips + 3, calmAfter },
    reminders: { firstMs: 3 * hour, factor: 2, mostMs: 24 * hour },
    maintenance:
      window === undefined ? [] : [{ from: start + window[0] * hour, until: start + (window[0] + window[1]) * hour }],
  }));

const said = (state: Said['state']): Said => ({ state, summary: state });
const states = fc.constantFrom('pass', 'degraded', 'fail', 'unknown', 'absent' as const);

/** One night: what the checks say, and which channels take what they are sent. */
const nights = fc.array(
  fc.record({
    said: fc.tuple(states, states),
    up: fc.tuple(fc.boolean(), fc.boolean()),
    replayed: fc.boolean(),
    /** Nobody ran them for too long. */
    silent: fc.boolean(),
    /** What the config names from now on; what it named before when absent. */
    configured: fc.option(fc.subarray([...checks]), { nil: undefined }),
    /** The process is killed after the messages went out, before that was written down. */
    killed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);
type Night = typeof nights extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

/** A world that counts what was told, run after run. */
class World {
  state: IncidentState = newState('staging');
  hours = 0;
  readonly told: IncidentAction[] = [];
  readonly heard = { mail: [] as IncidentAction[], hook: [] as IncidentAction[] };

  readonly policy: Policy;
  constructor(policy: Policy) {
    this.policy = policy;
  }

  get now(): string {
    return new Date(start + this.hours * hour).toISOString();
  }

  take(event: Event): void {
    const { state, actions } = advance(this.state, event, this.policy, channels);
    this.state = state;
    this.told.push(...actions);
  }

  night({ said: [one, two], up, replayed, silent, configured, killed }: Night): void {
    this.hours += 1;
    const at = this.now;
    const results = Object.fromEntries(
      [one, two].flatMap((state, index) => (state === 'absent' ? [] : [[checks[index] ?? '', said(state)]])),
    );
    this.take({ kind: 'results', at, results });
    if (replayed) this.take({ kind: 'results', at, results });
    const nothing = said('unknown');
    if (silent) this.take({ kind: 'silence', at, results: { chatwoot: nothing, publer: nothing } });
    if (configured !== undefined) this.take({ kind: 'configured', at, checks: configured });
    this.take({ kind: 'time', at });
    for (const [index, channel] of channels.entries()) if (up[index] === true) this.send(channel, killed);
  }

  send(channel: (typeof channels)[number], killed = false): void {
    const owed = owedTo(channel, this.state);
    this.heard[channel].push(...owed);
    if (killed) return;
    const ids = owed.map(({ id }) => id);
    this.state = delivered(this.state, channel, ids, this.now);
  }
}

function live(policy: Policy, many: readonly Night[]): World {
  const world = new World(policy);
  for (const night of many) world.night(night);
  return world;
}

const quiet: Night = {
  said: ['pass', 'pass'],
  up: [true, true],
  replayed: false,
  silent: false,
  configured: undefined,
  killed: false,
};

test('there are never two openings of one incident without a close, nor a close of what is not open', () => {
  fc.assert(
    fc.property(policies, nights, (policy, many) => {
      const open = new Map<string, string>();
      for (const { kind, incident } of live(policy, many).told) {
        expect(open.get(incident.key)).toBe(kind === 'open' ? undefined : incident.uuid);
        open.set(incident.key, incident.uuid);
        if (kind === 'close') open.delete(incident.key);
      }
    }),
  );
});

test('what recovers for good is closed, and nothing is owed to anybody then', () => {
  fc.assert(
    fc.property(policies, nights, (policy, many) => {
      const world = live(policy, many);
      for (let night = 0; night < 60; night += 1) world.night(quiet);
      expect(openIncidents(world.state)).toEqual([]);
      expect(world.state.outbox).toEqual([]);
      const count = (kind: string) => world.told.filter((action) => action.kind === kind).length;
      expect(count('open')).toBe(count('close'));
    }),
  );
});

test('whatever sends fail and whenever the process is killed, each channel hears every action, in order', () => {
  fc.assert(
    fc.property(policies, nights, (policy, many) => {
      const world = live(policy, many);
      for (const channel of channels) world.send(channel);
      const ids = world.told.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const channel of channels) expect([...new Set(world.heard[channel].map(({ id }) => id))]).toEqual(ids);
    }),
  );
});

test('without a kill each channel hears every action once', () => {
  fc.assert(
    fc.property(policies, nights, (policy, many) => {
      const world = live(
        policy,
        many.map((night) => ({ ...night, killed: false })),
      );
      for (const channel of channels) world.send(channel);
      for (const channel of channels)
        expect(world.heard[channel].map(({ id }) => id)).toEqual(world.told.map(({ id }) => id));
    }),
  );
});

const results = fc.constantFrom('pass', 'degraded', 'fail', 'unknown');

test('results of a check that were looked at, and older ones of it, change nothing', () => {
  fc.assert(
    fc.property(policies, nights, results, fc.integer({ min: 0, max: 50 }), (policy, many, state, ago) => {
      const { state: before } = live(policy, many);
      const seen = before.checks['chatwoot']?.seen;
      fc.pre(seen !== undefined);
      const at = new Date(Date.parse(seen ?? '') - ago * hour).toISOString();
      const after = advance(before, { kind: 'results', at, results: { chatwoot: said(state) } }, policy, channels);
      expect(after).toEqual({ state: before, actions: [] });
    }),
  );
});

test('in whatever order runs of different checks are looked at, none is lost', () => {
  fc.assert(
    fc.property(policies, nights, (policy, many) => {
      const [together, late] = [new World(policy), new World(policy)];
      for (const { said: states } of many) {
        together.hours += 1;
        const at = together.now;
        const each = checks.flatMap((check, index) => {
          const state = states[index];
          return state === undefined || state === 'absent' ? [] : [{ check, event: resultsOf(at, check, state) }];
        });
        for (const { event } of each) together.take(event);
      }
      for (const check of checks)
        for (const [night, { said: states }] of many.entries()) {
          const state = states[checks.indexOf(check)];
          late.hours = night + 1;
          if (state !== undefined && state !== 'absent') late.take(resultsOf(late.now, check, state));
        }
      expect(late.state.checks).toEqual(together.state.checks);
      expect(new Set(late.told.map(({ id }) => id))).toEqual(new Set(together.told.map(({ id }) => id)));
    }),
  );
});

function resultsOf(at: string, check: string, state: Said['state']): Event {
  return { kind: 'results', at, results: { [check]: said(state) } };
}

test('in a maintenance window nothing opens, closes or reminds', () => {
  fc.assert(
    fc.property(policies, nights, (policy, many) => {
      for (const { at } of live(policy, many).told)
        for (const { from, until } of policy.maintenance)
          expect(Date.parse(at) < from || Date.parse(at) >= until).toBe(true);
    }),
  );
});

test('a check has one incident at a time: that it says nothing is told with its trouble', () => {
  fc.assert(
    fc.property(policies, nights, (policy, many) => {
      for (const { trouble, noData } of Object.values(live(policy, many).state.checks))
        expect(trouble === undefined || noData === undefined).toBe(true);
    }),
  );
});

test('unknown alone closes nothing but says that there is no data', () => {
  fc.assert(
    fc.property(policies, nights, fc.integer({ min: 1, max: 20 }), (policy, many, silence) => {
      const world = live(policy, many);
      const before = openIncidents(world.state).filter(({ kind }) => kind === 'trouble');
      const count = world.told.length;
      for (let night = 0; night < silence; night += 1) world.night({ ...quiet, said: ['unknown', 'unknown'] });
      const after = openIncidents(world.state).filter(({ kind }) => kind === 'trouble');
      expect(after.map(({ uuid }) => uuid)).toEqual(before.map(({ uuid }) => uuid));
      const kinds = world.told.slice(count).map(({ kind, incident }) => `${incident.kind} ${kind}`);
      expect(kinds.filter((kind) => !/^no-data (open|remind)$|^trouble remind$/u.test(kind))).toEqual([]);
    }),
  );
});

test('the identity of an incident stays what it is from its opening to its close', () => {
  fc.assert(
    fc.property(policies, nights, (policy, many) => {
      for (const those of Map.groupBy(live(policy, many).told, ({ incident }) => incident.uuid).values()) {
        expect(new Set(those.map(({ incident }) => incident.key)).size).toBe(1);
        expect(those.map(({ id }) => Number(id.split('.')[1]))).toEqual(those.map((_, index) => index));
        expect(those[0]?.kind).toBe('open');
      }
    }),
  );
});

test('the same nights give the same state, and it survives JSON', () => {
  fc.assert(
    fc.property(policies, nights, (policy, many) => {
      const { state } = live(policy, many);
      expect(live(policy, many).state).toEqual(state);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }),
  );
});
