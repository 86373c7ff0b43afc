import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { databaseHalf, stepFacts, stepLines, withoutDatabase } from './account.ts';
import { planBack } from './backward/plan.ts';
import type { BackData } from './data.ts';
import { carryTo } from './forward/carry-out.ts';
import { releaseInput } from './inputs.ts';
import { shortDigest } from './look/digest.ts';
import { verifyApp } from './look/verify.ts';
import { wantedWith } from './look/wanted.ts';
import { tokensOf, withPlace, type FlyPlace } from './place.ts';
import { stepsOf } from './steps.ts';

const input = z.strictObject({ to: releaseInput });

export const deployRollback = defineAction<z.infer<typeof input>, BackData>({
  id: 'deploy.rollback',
  summary: 'Bring every machine back to a release: its image and the config that it had',
  input,
  effects: 'environment',
  needs: { secrets: tokensOf, services: ['fly'] },
  recognises: [/\broll(?:s|ed)? back\b.*\b(?:deploy|production)\b/i],

  plan: async (context, { to }) => withPlace(context, async (place) => planBack(context, place, to)),

  apply: async (context, _wish, { data }) =>
    withPlace(context, async (place) => {
      const name = `back to release ${data.point.release.version}`;
      await carryTo(context, place, { point: data.point, answeredBefore: data.answeredBefore, name });
    }),

  verify: async (context, _wish, { data }) => withPlace(context, async (place) => verifyBack(context, place, data)),
});

async function verifyBack(context: ActionContext, place: FlyPlace, data: BackData): Promise<Outcome> {
  const { app, point } = data;
  const steps = stepsOf(context);
  const seen = await verifyApp(context, place, wantedWith(point.release.digest, data));
  if (steps.length > 0) await context.keep('deploy.txt', `${stepLines(steps)}\n`);
  const name = `release ${point.release.version} (${shortDigest(point.release.digest)})`;
  const done = `${app} is back at ${name} on ${seen.well} machines; ${withoutDatabase}`;
  const facts = {
    app,
    release: point.release.version,
    digest: point.release.digest,
    database: databaseHalf,
    steps: stepFacts(steps),
  };
  if (seen.verdict === 'verified') return { verdict: 'verified', done, facts };
  const cause = [...new Set([...steps.flatMap(({ reasons }) => reasons), ...seen.reasons])].join('; ');
  if (seen.verdict === 'unknown')
    return { verdict: 'unknown', reason: cause, fix: 'Look at it: `fly status`.', done, facts };
  return {
    verdict: 'failed',
    reason: `${app} is not back at ${name}: ${cause}`,
    fix: `Do it again, which goes on where it was: \`prestage deploy rollback --env ${place.environment} --to ${point.release.version}\`.`,
    facts,
  };
}
