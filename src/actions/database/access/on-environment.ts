import { z } from 'zod';
import type { ActionContext } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { Scratch } from '../../../core/scratch.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { readSettings } from '../../settings.ts';
import { databaseSettings } from '../settings.ts';
import { compareAccess } from './compare.ts';
import { accessFacts, compareFacts } from './environment.ts';
import type { Finding } from './findings.ts';
import type { IntentFile } from './file/intent.ts';
import { measureAccess } from './measure.ts';
import { tooLarge } from './rest.ts';
import { personasOf } from './settings.ts';

type Seen = Pick<Finding, 'words' | 'verdict'>;

/** What the environment's catalogue says about access, beside what the migrations come to. Reads only. */
export async function compareWithEnvironment(context: ActionContext, scratch: Scratch): Promise<readonly Seen[]> {
  const roles = personasOf(readSettings(context, 'database', databaseSettings).access).map(({ role }) => role);
  const [shadow, there] = [
    await openSession(scratch.login),
    await openSession(await context.database(), { root: context.root }),
  ];
  try {
    const { extra, missing } = compareFacts(await accessFacts(shadow, roles), await accessFacts(there, roles));
    const name = context.environment ?? 'the environment';
    const reasons = [
      ...extra.map((fact) => `only on ${name}: ${fact}`),
      ...missing.map((fact) => `not on ${name}: ${fact}`),
    ];
    return reasons.map((words) => ({ verdict: 'failed', words }));
  } finally {
    await shadow.close();
    await there.close();
  }
}

/** Tries on the environment, in a transaction that is rolled back. Throws Failure `database.probe-on-production`. */
export async function probeEnvironment(context: ActionContext, intent: IntentFile): Promise<readonly Seen[]> {
  refuseProduction(context);
  const { access } = readSettings(context, 'database', databaseSettings);
  const session = await openSession(await context.database(), { root: context.root, timeoutMs: 120_000 });
  try {
    const { schemas } = access;
    const options = {
      personas: personasOf(access),
      scratch: false,
      meant: intent,
      ...(schemas === undefined ? {} : { schemas }),
    };
    const matrix = await measureAccess(session, options);
    const name = context.environment ?? 'the environment';
    const left = new Set(matrix.cells.filter(({ why }) => why === tooLarge).map(({ object }) => object));
    const wide = compareAccess(intent, matrix).filter(({ change }) => change === 'widened' || change === 'broken');
    return [
      ...wide.map(({ change, words }): Seen => ({ verdict: 'failed', words: `${change} on ${name}: ${words}` })),
      ...[...left].map((object): Seen => ({
        verdict: 'unknown',
        words: `not tried on ${name} without a WHERE: ${object}: ${tooLarge}`,
      })),
    ];
  } finally {
    await session.close();
  }
}

const environments = z.record(z.string(), z.looseObject({ production: z.boolean().default(false) })).catch({});

/** An environment that the config does not know might be anything. */
function refuseProduction(context: ActionContext): void {
  const { environment } = context;
  const known = environments.parse(context.settings('environments'))[environment ?? ''];
  if (known?.production === false) return;
  throw new Failure(
    {
      code: 'database.probe-on-production',
      what: `Nothing is tried on ${environment ?? 'an environment without a name'}`,
      why: known === undefined ? 'the config does not say that it is not production' : 'it is production',
      fix: 'Leave `probe` out: the catalogue is compared without it. Or name an environment that is not production.',
    },
    exitCodes.failed,
  );
}
