import type { StandInRequest } from '../core/stand-in.ts';

/** What an area's section of the config asks a rehearsal to start, in these environments; `root` is the workspace's, absolute. */
export type StandInsOf = (
  settings: unknown,
  environments: readonly string[],
  root: string,
) => readonly StandInRequest[] | Promise<readonly StandInRequest[]>;

/** The areas whose config names services by URL: a new one is a line here. */
export const standInsOfAreas: Readonly<Record<string, () => Promise<StandInsOf>>> = {
  health: async () => (await import('./health/stand-ins.ts')).healthStandIns(),
  notify: async () => (await import('./notify/stand-ins.ts')).notifyStandIns,
  secrets: async () => (await import('./secrets/stand-ins.ts')).secretsStandIns,
  // After `secrets`, which names the same apps and says less of them.
  deploy: async () => (await import('./deploy/stand-ins.ts')).deployStandIns,
};
