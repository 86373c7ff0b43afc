import type { ActionContext } from '../../../core/action.ts';
import type { CheckResult } from '../result.ts';
import type { PreparedCheck } from '../run-check.ts';
import { createArchiver, type Archiver } from './archiver.ts';
import type { ControlWatch } from './control-watch.ts';
import type { Job } from './repeat.ts';
import { shownResult, type Standing } from './standing.ts';
import { createStation, type Station } from './station.ts';

/** One environment's checks, and the context in which they are asked. */
export interface Watched {
  readonly environment: string;
  readonly context: ActionContext;
  readonly checks: readonly WatchedCheck[];
}

export interface WatchedCheck {
  readonly prepared: PreparedCheck;
  readonly everyMs: number;
}

/** The same while it is watched. */
export interface Site {
  readonly stations: readonly Station[];
  readonly archiver: Archiver;
  standings(): readonly Standing[];
}

export interface SiteOptions {
  readonly control: ControlWatch;
  readonly ending: AbortSignal;
  /** Milliseconds after which a record is archived although nothing has changed. */
  readonly archiveEveryMs: number;
  readonly lateMs: (job: Job) => number;
  readonly onResult: (result: CheckResult) => void;
}

export function openSite({ environment, context, checks }: Watched, options: SiteOptions): Site {
  const { control, ending, archiveEveryMs, lateMs, onResult } = options;
  const told = (result: CheckResult, before: CheckResult | undefined): void => {
    onResult(result);
    if (before?.state === result.state && before.code === result.code) return;
    archiver.changed();
    if (before !== undefined || result.state !== 'pass') context.say(changeWords(result, before));
  };
  const stations = checks.map((check) => createStation({ ...check, context, control, ending, told }));
  const standings = (): readonly Standing[] => stations.map((station) => station.standing(lateMs(station.job)));
  const archiver = createArchiver({
    context,
    environment,
    everyMs: archiveEveryMs,
    snapshot() {
      const results = standings().map(shownResult);
      const known = results.filter((result) => result !== undefined);
      const latest = control.latest();
      return known.length < results.length || latest === undefined ? undefined : { control: latest, results: known };
    },
  });
  return { stations, archiver, standings };
}

function changeWords(
  { check, environment, state, code, summary }: CheckResult,
  before: CheckResult | undefined,
): string {
  const from = before === undefined ? '' : `${before.state} → `;
  return `${check} in ${environment}: ${from}${state}${code === undefined ? '' : ` (${code})`}, ${summary}`;
}
