/** Time is handed in, so that a rehearsal or a test can hold or hurry it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
