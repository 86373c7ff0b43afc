import { beforeAll, describe, expect, test, vi } from 'vitest';
import { onePerKind, seeded } from './crash/points.ts';
import { survive, surviveIn, uninterrupted } from './crash/survive.ts';
import { wanted } from './crash/world.ts';

// A run starts some ten processes, one after the other.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** Another seed takes other points; `npm run test:deep` takes all of them. */
const seed = 20_261_123;

let reference: Awaited<ReturnType<typeof uninterrupted>>;
beforeAll(async () => {
  reference = await uninterrupted();
});

describe('a run that is killed', () => {
  test('has the wanted effects when nobody kills it, so that there is something to compare with', () => {
    expect(reference.state.effects).toEqual(wanted);
    expect(reference.state).toMatchObject({ evidence: [], leaks: [] });
  });

  test(`ends as the uninterrupted one does, wherever it was killed (seed ${seed})`, async () => {
    const points = onePerKind(reference.steps, seeded(seed));
    const ends = await Promise.all(points.map(async (point) => ({ point, ...(await survive(point)) })));
    for (const { point, state } of ends) expect({ point, state }).toEqual({ point, state: reference.state });
  });

  test('also when it is killed while it uses an approval', async () => {
    const points = onePerKind(reference.approved, seeded(seed));
    const ends = await Promise.all(points.map(async (point) => ({ point, ...(await survive(undefined, point)) })));
    for (const { point, state } of ends) expect({ point, state }).toEqual({ point, state: reference.state });
  });

  test.each(['begun', 'posted'] as const)('also when a child of it outlives it that has %s', async (at) => {
    const { state } = await surviveIn({ sandbox: false }, { at, nth: 1 });
    expect(state).toEqual(reference.state);
  });

  test('also when what resumes it is killed in turn', async () => {
    const { state, resumes } = await survive(
      { at: 'applied', nth: 2 },
      { at: 'half', nth: 3 },
      { at: 'apply', nth: 1 },
    );
    // And once more, when the approval was there.
    expect(resumes).toBe(4);
    expect(state).toEqual(reference.state);
  });
});
