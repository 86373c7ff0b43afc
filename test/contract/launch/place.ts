import { z } from 'zod';

/** Where a launch is run and with what: a process of its own is told it. Every path is absolute. */
export const launchPlace = z.strictObject({
  /** The workspace. */
  root: z.string(),
  /** Holds the vault and the runner's key, out of the workspace. */
  folder: z.string(),
  /** The environments' Postgres, by name, without a password. */
  databases: z.record(z.string(), z.string()),
  /** What answers in place of each origin that the config names. */
  services: z.array(
    z.strictObject({
      url: z.string(),
      /** Other URLs of the same service. */
      others: z.array(z.string()),
      environment: z.string().optional(),
      own: z.string(),
      ca: z.string().optional(),
    }),
  ),
});
export type LaunchPlace = z.infer<typeof launchPlace>;

/** What a process is to do there, and where it is to be ended. */
export const launchOrder = z.strictObject({
  place: launchPlace,
  what: z.enum(['run', 'resume']),
  /** The direction that is run. */
  file: z.string(),
  /** Its tasks that are left out, by number. */
  skip: z.array(z.string()),
  kill: z
    .strictObject({
      /** Of so many steps about one is taken, chosen by the seed: 1 takes all of them. */
      oneIn: z.int().positive(),
      seed: z.int(),
      /** Kinds of steps that count. */
      at: z.array(z.string()),
      /** A file of the steps that killed before, a line each: none of them kills again. */
      done: z.string(),
    })
    .optional(),
});
export type LaunchOrder = z.infer<typeof launchOrder>;
