import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { stepFacts, stepLines, withoutDatabase } from './account.ts';
import { planBack } from './backward/plan.ts';
import { restoreDatabase } from './backward/restore-database.ts';
import { unendedRestore } from '../backup/target/mark.ts';
import { databaseNow } from './point/database.ts';
import type { BackData } from './data.ts';
import { carryTo } from './forward/carry-out.ts';
import { commandLine } from '../command-line.ts';
import { databaseInput, releaseInput } from './inputs.ts';
import { shortDigest } from './look/digest.ts';
import { verifyApp } from './look/verify.ts';
import { wantedWith } from './look/wanted.ts';
import { tokensOf, withPlace, type FlyPlace } from './place.ts';
import { stepsOf } from './steps.ts';

const input = z.strictObject({ to: releaseInput, database: databaseInput });

export const deployRollback = defineAction<z.infer<typeof input>, BackData>({
  id: 'deploy.rollback',
  summary: 'Bring every machine back to a release: its image and the config that it had',
  input,
  effects: 'environment',
  needs: { secrets: tokensOf, services: ['fly'] },
  recognises: [/\broll(?:s|ed)? back\b.*\b(?:deploy|production)\b/i],

  plan: async (context, { to, database }) =>
    withPlace(context, async (place) => planBack(context, place, to, database)),

  apply: async (context, _wish, { data }) =>
    withPlace(context, async (place) => {
      const { database } = data;
      // First: where it fails, the app that is there is still the one that fits what is in the backup of a moment ago.
      if (database.course === 'restore' && (await restoreDatabase(context, place, database.backup)) !== 'verified')
        return;
      const name = `back to release ${data.point.release.version}`;
      await carryTo(context, place, { point: data.point, answeredBefore: data.answeredBefore, name });
    }),

  verify: async (context, _wish, { data }) => withPlace(context, async (place) => verifyBack(context, place, data)),
});

/** What of the database is not as it was to be: the world is asked, and the step that compared it is heard. */
async function unrestored(
  context: ActionContext,
  { database, point }: BackData,
): Promise<Pick<Outcome, 'reason' | 'fix'> | undefined> {
  if (database.course === 'keep') return undefined;
  const step = stepsOf(context).find(({ name }) => name.endsWith(database.backup));
  const unended = await unendedRestore(await context.database());
  const { schema } = await databaseNow(context, context.environment ?? '');
  const wrong = [
    ...(step?.verdict === 'verified' ? [] : (step?.reasons ?? ['it was not seen how the restore ended'])),
    ...(unended === undefined ? [] : [`the restore of ${unended} did not come to its end`]),
    ...(point.schema === 'unknown' || schema === point.schema
      ? []
      : [`it is migrated to ${schema}, and the release had ${point.schema}`]),
  ];
  if (wrong.length === 0) return undefined;
  return {
    reason: `the database is not back: ${wrong.join('; ')}`,
    fix:
      step?.failure?.fix ??
      `Look which backups there are: ${commandLine(context, 'backup', 'list')}; restore one, then roll back again.`,
  };
}

async function verifyBack(context: ActionContext, place: FlyPlace, data: BackData): Promise<Outcome> {
  const { app, point, database } = data;
  const steps = stepsOf(context);
  const seen = await verifyApp(context, place, wantedWith(point.release.digest, data));
  if (steps.length > 0) await context.keep('deploy.txt', `${stepLines(steps)}\n`);
  const name = `release ${point.release.version} (${shortDigest(point.release.digest)})`;
  const done = `${app} is back at ${name} on ${seen.well} machines; ${database.course === 'keep' ? withoutDatabase : `its database is what ${database.backup} holds, compared object by object`}`;
  const facts = {
    app,
    release: point.release.version,
    digest: point.release.digest,
    database: { ...database, schema: point.schema },
    steps: stepFacts(steps),
  };
  const cut = await unrestored(context, data);
  if (cut !== undefined) return { verdict: 'failed', ...cut, facts };
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
