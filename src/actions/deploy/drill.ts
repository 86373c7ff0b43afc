import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { databaseHalf, stepFacts, withoutDatabase } from './account.ts';
import { planBack } from './backward/plan.ts';
import type { BackData } from './data.ts';
import { carryTo } from './forward/carry-out.ts';
import { workspacePath } from '../inputs.ts';
import { releaseInput } from './inputs.ts';
import { shortDigest } from './look/digest.ts';
import { verifyApp } from './look/verify.ts';
import { wantedWith } from './look/wanted.ts';
import { tokensOf, withPlace, type FlyPlace } from './place.ts';
import { pointNow } from './point/newest.ts';
import type { RestorePoint } from './point/point.ts';
import { recordSteps } from './record.ts';
import { rollbackCommands } from './rollback-command.ts';
import { wrongWithScript } from './script.ts';
import { seenWhole } from './seen-whole.ts';
import { stepsOf } from './steps.ts';

const input = z.strictObject({
  to: releaseInput,
  script: workspacePath
    .optional()
    .describe('the script that people roll back by: it must be there, start, and call this'),
});

/** Where it is, and where it goes back to and comes from again. */
type DrillData = BackData & { readonly home: RestorePoint };

export const deployDrill = defineAction<z.infer<typeof input>, DrillData>({
  id: 'deploy.drill',
  summary: 'Go back to a release and forward again, each verified and timed, and keep the record',
  input,
  effects: 'environment',
  needs: { secrets: tokensOf, services: ['fly'] },
  recognises: [/\brollback drill\b/i, /\brollback script\b.*\btested\b/i],

  plan: async (context, { to }) =>
    withPlace(context, async (place) => {
      const home = await pointNow(place);
      const { data, changes, summary } = await planBack(context, place, to);
      return { summary: `${summary}, and forward again`, changes, data: { ...data, home } };
    }),

  apply: async (context, _wish, { data }) =>
    withPlace(context, async (place) => {
      const { point, home, answeredBefore } = data;
      const back = `back to release ${point.release.version}`;
      await carryTo(context, place, { point, answeredBefore, name: back });
      // Whatever became of it: it does not stay on the old release.
      await carryTo(context, place, {
        point: home,
        answeredBefore,
        name: `forward to release ${home.release.version}`,
      });
    }),

  verify: async (context, { script }, { data }) =>
    withPlace(context, async (place) => {
      const outcome = await verifyDrill(context, place, data);
      const wrong = script === undefined ? undefined : await wrongWithScript(context, script);
      return wrong === undefined || outcome.verdict === 'failed' ? outcome : { ...outcome, ...wrong };
    }),
});

async function verifyDrill(context: ActionContext, place: FlyPlace, data: DrillData): Promise<Outcome> {
  const { app, point, home } = data;
  const steps = stepsOf(context);
  const [back, forward] = steps;
  const seen = await verifyApp(context, place, wantedWith(home.release.digest, { ...data, point: home }));
  const outcome = judge({ seen, steps, data });
  const measured = { rollbackMs: back?.ms ?? null, forwardMs: forward?.ms ?? null, machines: home.machines.length };
  const facts = {
    app,
    from: { release: home.release.version, digest: home.release.digest },
    to: { release: point.release.version, digest: point.release.digest },
    database: databaseHalf,
    ...measured,
    steps: stepFacts(steps),
    rollback: [...rollbackCommands(place, point)],
  };
  const kind = { environment: place.environment, format: 'prestage.rollback-drill/1' } as const;
  await recordSteps(context, kind, outcome, facts);
  const done = `went back from ${shortDigest(home.release.digest)} to ${shortDigest(point.release.digest)} in ${back?.ms ?? 0} ms and forward again in ${forward?.ms ?? 0} ms, on ${home.machines.length} machines, each verified; ${withoutDatabase}`;
  return { ...outcome, done, facts };
}

interface Seen {
  readonly seen: Awaited<ReturnType<typeof verifyApp>>;
  readonly steps: ReturnType<typeof stepsOf>;
  readonly data: DrillData;
}

function judge({ seen, steps, data: { app, home } }: Seen): Pick<Outcome, 'verdict' | 'reason' | 'fix'> {
  const name = `release ${home.release.version}`;
  if (seen.verdict === 'failed')
    return {
      verdict: 'failed',
      reason: `${app} is not on ${name}: ${seen.reasons.join('; ')}`,
      fix: 'Bring it there first: `fly releases`, `prestage deploy rollback`.',
    };
  if (steps.length < 2)
    return { verdict: 'failed', reason: 'the drill was cut, so that not all of it was seen', fix: 'Do it again.' };
  const wrong = steps.filter(({ verdict }) => verdict === 'failed');
  if (wrong.length > 0)
    return {
      verdict: 'failed',
      reason: wrong.map(({ name: each, reasons }) => `${each}: ${reasons.join('; ')}`).join('; '),
      fix: `It runs ${name} again; look at why before a real way back is needed.`,
    };
  return seenWhole(steps, seen);
}
