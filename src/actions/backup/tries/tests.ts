import type { ActionContext } from '../../../core/action.ts';
import type { Scratch } from '../../../core/scratch.ts';
import { createPgtap, hasPgtap, loadPgtap, pgtapVersion, type Pgtap } from '../../../services/pgtap/provide.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { databaseSettings } from '../../database/settings.ts';
import { findTestFiles } from '../../database/tests/find.ts';
import { resultsAt } from '../../database/tests/results.ts';
import { reasonOf, suitesOf, verdictOf } from '../../database/tests/words.ts';
import { readSettings } from '../../settings.ts';
import { otherLevel } from './level.ts';
import type { Tried } from './try-out.ts';

/** The workspace's pgTAP files on the copy. */
export async function tryTests(context: ActionContext, scratch: Scratch): Promise<Omit<Tried, 'name'>> {
  const settings = readSettings(context, 'database', databaseSettings);
  const files = await findTestFiles(context.root, settings.tests);
  if (files.length === 0) return { verdict: 'left out', words: `no file fits ${settings.tests.join(', ')}` };
  const pgtap = await bringPgtap(context, scratch);
  if (typeof pgtap === 'string') return { verdict: 'unknown', words: pgtap };
  const place = {
    on: 'the restored backup',
    server: `Postgres ${scratch.version}`,
    login: scratch.login,
    pgtap,
    suitsPsql: scratch.engine === 'native',
  };
  const results = await resultsAt(context, files, place, settings);
  const [verdict, words] = [verdictOf(results), reasonOf(results)];
  return {
    verdict: verdict === 'verified' || verdict === 'failed' ? verdict : 'unknown',
    ...(words === undefined ? {} : { words }),
    suites: suitesOf(results).map((suite) => ({ ...suite, name: `${suite.name} on the restored backup` })),
  };
}

/** In words why not. */
async function bringPgtap(context: ActionContext, { admin }: Scratch): Promise<Pgtap | string> {
  const session = await openSession(admin, { timeoutMs: 120_000 });
  try {
    const other = await otherLevel(context, session);
    if (other !== undefined) return other;
    const from = (await hasPgtap(session)) ? 'server' : 'package';
    await (from === 'server' ? createPgtap(session) : loadPgtap(session));
    return { from, version: await pgtapVersion(session) };
  } finally {
    await session.close();
  }
}
