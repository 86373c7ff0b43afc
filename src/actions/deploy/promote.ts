import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome, type Plan } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { stepFacts, stepLines } from './account.ts';
import type { ForwardData } from './data.ts';
import { carryBack, carryForward } from './forward/carry-out.ts';
import { planForward } from './forward/plan.ts';
import { askGates, type GateResult } from './gates/registry.ts';
import { imageInput, strategyInput } from './inputs.ts';
import { shortDigest } from './look/digest.ts';
import { verifyApp } from './look/verify.ts';
import { wantedWith } from './look/wanted.ts';
import { tokensOf, withPlace, type FlyPlace } from './place.ts';
import { databaseNow } from './point/database.ts';
import { keepPoint } from './point/record.ts';
import { rollbackCommands } from './rollback-command.ts';
import { stepsOf } from './steps.ts';

const input = z.strictObject({ image: imageInput, strategy: strategyInput });

export const deployPromote = defineAction<z.infer<typeof input>, ForwardData>({
  id: 'deploy.promote',
  summary: 'Promote an image by its digest, and come back by itself where it does not become well',
  input,
  effects: 'environment',
  needs: { secrets: tokensOf, services: ['fly'] },
  recognises: [/\bpromote\b.*\b(?:image|release)\b/i],

  plan: async (context, wish) =>
    withPlace(context, async (place) => {
      const plan = await withDatabasePoint(context, place, await planForward(context, place, wish));
      const gates = await askGates({ context, place, data: plan.data });
      for (const { name, verdict, why } of gates) context.say(`gate ${name}: ${verdict}: ${why}`);
      if (plan.data.course === 'forward') refuseShut(place, gates);
      return plan;
    }),

  apply: async (context, _wish, { data }) =>
    withPlace(context, async (place) => {
      if (data.course === 'there') return;
      if (data.course === 'forward') await keepPoint(context, place.environment, data.point);
      // What is not known is not gone back from: it may be what everybody uses.
      if (data.course === 'forward' && (await carryForward(context, place, data)) !== 'failed') return;
      await carryBack(context, place, data);
    }),

  verify: async (context, _wish, { data }) =>
    withPlace(context, async (place) => verifyPromotion(context, place, data)),
});

async function withDatabasePoint(
  context: ActionContext,
  { environment }: FlyPlace,
  plan: Plan<ForwardData>,
): Promise<Plan<ForwardData>> {
  const { data } = plan;
  return { ...plan, data: { ...data, point: { ...data.point, ...(await databaseNow(context, environment)) } } };
}

function refuseShut({ environment }: FlyPlace, gates: readonly GateResult[]): void {
  const shut = gates.filter(({ verdict }) => verdict !== 'verified');
  if (shut.length === 0) return;
  const problems = shut.map(({ name, verdict, why, fix }) => ({
    code: 'deploy.gate',
    what: `The gate \`${name}\` ${verdict === 'failed' ? 'is shut' : 'is not known to be open'}`,
    why,
    fix: fix ?? `Take it out of \`deploy.gates\` where it is not wanted: that is reviewed in git.`,
  }));
  throw new Failure(
    {
      code: 'deploy.gates-shut',
      what: `${environment} may not be deployed now`,
      why: problems.map(({ what, why }) => `${what}: ${why}`).join('; '),
      fix: problems.map(({ fix }) => fix).join(' '),
      problems,
    },
    exitCodes.unsettled,
  );
}

async function verifyPromotion(context: ActionContext, place: FlyPlace, data: ForwardData): Promise<Outcome> {
  const { wish, point, app } = data;
  const steps = stepsOf(context);
  const [command = ''] = rollbackCommands(place, point);
  const facts = {
    app,
    digest: wish.digest,
    by: wish.by,
    restorePoint: {
      release: point.release.version,
      digest: point.release.digest,
      schema: point.schema,
      backup: point.backup,
    },
    steps: stepFacts(steps),
    rollback: command,
  };
  if (steps.length > 0) await context.keep('deploy.txt', `${stepLines(steps)}\n`);
  const seen = await verifyApp(context, place, wantedWith(wish.digest, data));
  const done = `${app} runs ${shortDigest(wish.digest)} on ${seen.well} machines; back by \`${command}\``;
  if (seen.verdict === 'verified') return { verdict: 'verified', done, facts };
  if (seen.verdict === 'unknown')
    return { verdict: 'unknown', reason: seen.reasons.join('; '), done, facts, fix: 'Look at it: `fly status`.' };
  const { digest, version } = point.release;
  const back = await verifyApp(context, place, wantedWith(digest, { ...data, newerThan: version - 1 }));
  const isUntouched = back.verdict === 'verified' && steps.length < 2;
  const cause = steps.find(({ verdict }) => verdict !== 'verified')?.reasons.join('; ') ?? seen.reasons.join('; ');
  const name = `release ${point.release.version} (${shortDigest(point.release.digest)})`;
  if (back.verdict === 'failed')
    return {
      verdict: 'failed',
      reason: `${cause}; and ${app} is not back at ${name}: ${back.reasons.join('; ')}`,
      fix: `Bring it back: \`${command}\`.`,
      facts: { ...facts, rolledBack: false },
    };
  return {
    verdict: 'failed',
    reason: `${cause}; ${isUntouched ? 'nothing was changed, and it runs' : 'rolled back to'} ${name}, ${back.verdict === 'verified' ? 'which every machine runs well' : `as far as can be seen: ${back.reasons.join('; ')}`}`,
    fix: 'Mend the image, and promote that.',
    facts: { ...facts, rolledBack: !isUntouched },
  };
}
