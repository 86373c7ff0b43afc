import type { ActionContext } from '../../../../core/action.ts';
import type { PushResult } from '../../../../services/supabase/client.ts';
import { readCliWords } from '../../push/cli-words.ts';
import type { PlantWish } from './plant.ts';
import { withStage, type Stage } from './stage.ts';
import { tryRung, type Rung, type Trial } from './step.ts';

/** One migration and what came of it. */
export interface Tried {
  readonly rung: Rung;
  readonly trial: Trial;
  /** What it was tried on: `native 15.18 (Debian …)`. */
  readonly engine: string;
  /** What it fails over when there are rows: it was tried without any. */
  readonly rowsInTheWay?: string;
}

export interface Climb extends PlantWish {
  /** How long a statement of a way back may take. */
  readonly seconds: number;
  readonly rungs: readonly Rung[];
  /** The first that is tried; those before it are only applied. */
  readonly from: number;
}

/** In order, and no further than the first that cannot be applied. */
export async function climb(context: ActionContext, wish: Climb): Promise<readonly Tried[]> {
  const tried: Tried[] = [];
  while (wish.from + tried.length < wish.rungs.length) {
    const more = await climbFrom(context, wish, wish.from + tried.length);
    const last = more.at(-1);
    if (last?.trial.end !== 'forward') tried.push(...more);
    else {
      const alone = await withoutRows(context, wish, last);
      tried.push(...more.slice(0, -1), alone);
      if (alone.trial.end === 'forward') break;
    }
  }
  return tried;
}

/** On one scratch database, as far as each trial leaves it as the next one needs it. */
async function climbFrom(
  context: ActionContext,
  { rungs, seeds, seconds }: Climb,
  from: number,
): Promise<readonly Tried[]> {
  return withStage(context, rungs.slice(0, from), async (stage) => {
    const tried: Tried[] = [];
    for (const rung of rungs.slice(from)) {
      if (stage.begun.error !== undefined) return [{ rung, engine: engineOf(stage), trial: notBegun(stage.begun) }];
      context.say(`${rung.name}: up, down, and up again`);
      const { trial, isClean } = await tryRung(stage, rung, { rows: { seeds }, seconds });
      tried.push({ rung, trial, engine: engineOf(stage) });
      if (!isClean) break;
    }
    return tried;
  });
}

/** Rows that were made up may be what a migration fails over. */
async function withoutRows(context: ActionContext, { rungs, seconds }: Climb, failed: Tried): Promise<Tried> {
  const { rung, trial } = failed;
  return withStage(context, rungs.slice(0, rungs.indexOf(rung)), async (stage) => {
    if (stage.begun.error !== undefined || trial.end !== 'forward') return failed;
    const alone = await tryRung(stage, rung, { rows: undefined, seconds });
    return { ...failed, trial: alone.trial, ...(alone.trial.end === 'forward' ? {} : { rowsInTheWay: trial.words }) };
  });
}

function engineOf({ scratch: { engine, version } }: Stage): string {
  return `${engine} ${version}`;
}

function notBegun({ error, begun }: PushResult): Trial {
  const words = error === undefined ? '' : readCliWords(error).words;
  return { end: 'forward', words: `${begun.at(-1) ?? 'what comes before it'}: ${words}` };
}
