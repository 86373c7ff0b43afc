import { killKinds, type KillPoint, type Steps } from './killer.ts';

/** Every point of a run, in the order of its kinds. */
export function allPoints(steps: Steps): readonly KillPoint[] {
  return killKinds.flatMap((at) => Array.from({ length: steps[at] }, (_, index) => ({ at, nth: index + 1 })));
}

/** A sequence of numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One point of each kind, at random. */
export function onePerKind(steps: Steps, random: () => number): readonly KillPoint[] {
  return killKinds.filter((at) => steps[at] > 0).map((at) => ({ at, nth: 1 + Math.floor(random() * steps[at]) }));
}

export function anyPoint(steps: Steps, random: () => number): KillPoint {
  const points = allPoints(steps);
  return points[Math.floor(random() * points.length)] ?? { at: 'record', nth: 1 };
}
