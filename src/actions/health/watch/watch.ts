import type { CheckResult } from '../result.ts';
import type { HealthSettings } from '../settings.ts';
import { watchControl, type ControlWatch } from './control-watch.ts';
import { repeat, type Job } from './repeat.ts';
import { openSite, type Watched } from './site.ts';
import type { Standing } from './standing.ts';

export interface HealthWatch {
  standings(): readonly Standing[];
  readonly control: ControlWatch['latest'];
  /** How late the asking of the control target is, in milliseconds. */
  readonly controlLateMs: () => number;
  /** What keeps it from doing its work; nothing when all is well. */
  readonly troubles: () => readonly string[];
  /** Ends the connections and what runs; archives a change that is not archived yet. */
  stop(): Promise<void>;
}

/** More at once would measure each other. */
const atOnce = 32;
const controlEveryMs = 15_000;
/** How long after a change its record is written, at the most; what changes meanwhile is in the same one. */
const archiveTickMs = 250;

/** Asks every check again and again, until it is stopped. Throws nothing for what the world does. */
export function watchHealth(
  watched: readonly Watched[],
  settings: HealthSettings,
  onResult: (result: CheckResult) => void,
): HealthWatch {
  const { jitter, archiveEvery } = settings.watch;
  const control = watchControl(watched, settings);
  const ending = new AbortController();
  const lateMs = (job: Job): number => checks.lateMs(job);
  const options = { control, ending: ending.signal, archiveEveryMs: archiveEvery * 60_000, lateMs, onResult };
  const sites = watched.map((one) => openSite(one, options));
  const stations = sites.flatMap((site) => site.stations);
  const checks = repeat(
    stations.map(({ job }) => job),
    { atOnce, jitter },
  );
  const askControl = async (): Promise<void> => void (await control.now());
  const controlJob: Job = { everyMs: controlEveryMs, mostMs: controlEveryMs, run: askControl };
  const controls = repeat([controlJob], { atOnce: 1, jitter });
  const archive = async (): Promise<void> => void (await Promise.all(sites.map(({ archiver }) => archiver.tick())));
  const ticking = setInterval(() => void archive(), archiveTickMs);
  return {
    standings: () => sites.flatMap((site) => site.standings()),
    control: control.latest,
    controlLateMs: () => controls.lateMs(controlJob),
    troubles: () => [
      ...sites.flatMap(({ archiver }) => archiver.trouble() ?? []),
      ...stations.flatMap(({ fault }) => fault() ?? []),
    ],
    async stop() {
      clearInterval(ticking);
      ending.abort();
      await Promise.all([checks.stop(), controls.stop()]);
      await Promise.all(stations.map(async (station) => station.close()));
      // Once for what is being written, once for what came after it.
      await archive();
      await archive();
    },
  };
}
