import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { planByFlyctl } from '../../services/fly/flyctl/client.ts';
import { databaseHalf, stepFacts } from './account.ts';
import type { ForwardData } from './data.ts';
import { carryBack, carryForward, carryTo } from './forward/carry-out.ts';
import { planForward } from './forward/plan.ts';
import { imageInput, strategyInput } from './inputs.ts';
import { shortDigest } from './look/digest.ts';
import { verifyApp } from './look/verify.ts';
import { wantedWith } from './look/wanted.ts';
import { flyctlAccess, tokensOf, withPlace, type FlyPlace } from './place.ts';
import { pointNow } from './point/newest.ts';
import { recordSteps } from './record.ts';
import { rollbackCommands } from './rollback-command.ts';
import { seenWhole } from './seen-whole.ts';
import { stepsOf } from './steps.ts';

const input = z.strictObject({ image: imageInput, strategy: strategyInput });

export const deployRehearse = defineAction<z.infer<typeof input>, ForwardData>({
  id: 'deploy.rehearse',
  summary: 'Deploy the tried image, come back, and go forward again: each verified and timed',
  input,
  effects: 'environment',
  needs: { secrets: tokensOf, services: ['fly'] },
  recognises: [/\brehearse\b.*\b(?:fly|deploy)\b/i, /\bfly deploy\b/i],
  reads: ({ text }) => ({ strategy: /--strategy[ =](?<strategy>\w+)/u.exec(text)?.groups?.['strategy'] }),

  plan: async (context, wish) => withPlace(context, async (place) => planForward(context, place, wish)),

  apply: async (context, _wish, { data }) =>
    withPlace(context, async (place) => {
      await exportPlan(context, place, data);
      const { point, answeredBefore, course } = data;
      if (course === 'back' || (course === 'forward' && (await carryForward(context, place, data)) === 'failed'))
        return carryBack(context, place, data);
      const home = await pointNow(place);
      await carryTo(context, place, { point, answeredBefore, name: `back to release ${point.release.version}` });
      await carryTo(context, place, {
        point: home,
        answeredBefore,
        name: `forward again to release ${home.release.version}`,
      });
    }),

  verify: async (context, _wish, { data }) =>
    withPlace(context, async (place) => verifyRehearsal(context, place, data)),
});

/** What is about to be done, before it is: flyctl's own plan where it deploys, and ours. */
async function exportPlan(context: ActionContext, place: FlyPlace, data: ForwardData): Promise<void> {
  const { wish, point, app } = data;
  await context.keep('rollback-command.txt', `${rollbackCommands(place, point).join('\n')}\n`);
  await context.keep('deploy-plan.json', `${JSON.stringify(data, undefined, 2)}\n`);
  if (wish.by !== 'flyctl') return;
  const { image, strategy } = wish;
  const planned = await planByFlyctl(context.exec, await flyctlAccess(context, place), {
    app,
    config: place.own.config,
    image,
    strategy,
  });
  if (planned !== undefined) await context.keep('flyctl-plan.json', planned);
}

async function verifyRehearsal(context: ActionContext, place: FlyPlace, data: ForwardData): Promise<Outcome> {
  const { app, wish, point, course } = data;
  const steps = stepsOf(context);
  const seen = await verifyApp(context, place, wantedWith(wish.digest, data));
  const [command = ''] = rollbackCommands(place, point);
  const facts = {
    app,
    digest: wish.digest,
    by: wish.by,
    strategy: wish.strategy,
    restorePoint: { release: point.release.version, digest: point.release.digest, ...databaseHalf },
    steps: stepFacts(steps),
    rollback: [...rollbackCommands(place, point)],
  };
  const asked = context.item?.text.includes('--env') === true ? { asked: askedIn(context.item.text) } : {};
  const times = steps.map(({ name, ms }) => `${name} in ${ms} ms`).join(', ');
  const done = `${shortDigest(wish.digest)} to ${app}: ${times || 'nothing'}; back by \`${command}\`. flyctl knows no environment (its --env sets a variable): ${place.own.config} and the app are production's`;
  const outcome = judged();
  const kind = { environment: place.environment, format: 'prestage.deploy-rehearsal/1' } as const;
  await recordSteps(context, kind, outcome, facts);
  return { ...outcome, ...asked, done, facts };

  function judged(): Pick<Outcome, 'verdict' | 'reason' | 'fix'> {
    const failed = steps.filter(({ verdict }) => verdict === 'failed');
    if (failed.length > 0)
      return {
        verdict: 'failed',
        reason: failed.map(({ name, reasons }) => `${name}: ${reasons.join('; ')}`).join('; '),
        fix: `Mend the image and rehearse again. Should ${app} not be at release ${point.release.version}: \`${command}\`.`,
      };
    if (seen.verdict === 'failed')
      return {
        verdict: 'failed',
        reason: `${app} is not on the image: ${seen.reasons.join('; ')}`,
        fix: 'Rehearse again.',
      };
    if (steps.length < (course === 'there' ? 2 : 3))
      return {
        verdict: 'failed',
        reason: 'the rehearsal was cut, so that not all of it was seen',
        fix: 'Rehearse again.',
      };
    return seenWhole(steps, seen);
  }
}

function askedIn(text: string): string {
  return /fly deploy[^`)]*/u.exec(text)?.[0].trim() ?? text;
}
