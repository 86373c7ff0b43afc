import { afterAll, describe, expect, test } from 'vitest';
import type { Steps } from '../contract/crash/killer.ts';
import { allPoints, anyPoint, seeded } from '../contract/crash/points.ts';
import { survive, surviveIn, uninterrupted } from '../contract/crash/survive.ts';
import { wanted } from '../contract/crash/world.ts';

const reference = await uninterrupted();
const { steps, approved } = reference;
const figures = { points: 0, resumes: 0 };
const startedAt = performance.now();

afterAll(() => {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  process.stdout.write(
    `\nkilled at ${figures.points} points and resumed ${figures.resumes} times in ${seconds} s; each of the ${Object.values(wanted).flat().length} ` +
      `effects happened once each time; a run has ${words(steps)}, and ${words(approved)} after its approval\n`,
  );
});

function words({ record, rename, apply, ask, begun }: Steps): string {
  return `${record} records, ${rename} files that get their name, ${apply} effects, ${ask} statements, ${begun} children`;
}

test('nobody kills it: the effects are those that are wanted', () => {
  expect(reference.state).toMatchObject({ effects: wanted, evidence: [], leaks: [] });
});

describe('killed once, at every point of a run', () => {
  test.concurrent.each(allPoints(steps).map((point) => [`${point.at} ${point.nth}`, point] as const))(
    '%s',
    async (_, point) => {
      const { state, resumes, killed } = await survive(point);
      expect(state).toEqual(reference.state);
      figures.points += killed ? 1 : 0;
      figures.resumes += resumes;
    },
  );
});

describe('killed once, at every point from its approval on', () => {
  test.concurrent.each(allPoints(approved).map((point) => [`${point.at} ${point.nth}`, point] as const))(
    '%s',
    async (_, point) => {
      const { state, resumes } = await survive(undefined, point);
      expect(state).toEqual(reference.state);
      figures.points += 1;
      figures.resumes += resumes;
    },
  );
});

describe('killed while a child is at work that outlives it', () => {
  const points = (['begun', 'posted'] as const).flatMap((at) => [
    [`${at}, before the approval`, [{ at, nth: 1 }]] as const,
    [`${at}, after it`, [undefined, { at, nth: 1 }]] as const,
  ]);
  test.concurrent.each(points)('%s', async (_, [first, ...others]) => {
    const { state, resumes } = await surviveIn(
      { sandbox: false },
      first,
      ...others.filter((point) => point !== undefined),
    );
    expect(state).toEqual(reference.state);
    figures.points += 1;
    figures.resumes += resumes;
  });
});

describe('killed up to three times, at random points', () => {
  const random = seeded(7);
  const cases = Array.from({ length: 40 }, (_, index) => {
    const points = [anyPoint(steps, random), anyPoint(steps, random), anyPoint(steps, random)] as const;
    return [index + 1, points.map(({ at, nth }) => `${at} ${nth}`).join(', '), points] as const;
  });
  test.concurrent.each(cases)('%i: %s', async (_, _words, points) => {
    const { state, resumes } = await survive(...points);
    expect(state).toEqual(reference.state);
    figures.points += 1;
    figures.resumes += resumes;
  });
});
