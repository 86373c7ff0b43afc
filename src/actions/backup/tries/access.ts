import type { ActionContext, Outcome } from '../../../core/action.ts';
import type { Scratch } from '../../../core/scratch.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { compareAccess } from '../../database/access/compare.ts';
import { intentPath, readIntent } from '../../database/access/file/intent.ts';
import { openFindings, untriedFindings } from '../../database/access/findings.ts';
import { measureAccess } from '../../database/access/measure.ts';
import { personasOf } from '../../database/access/settings.ts';
import { databaseSettings } from '../../database/settings.ts';
import { readSettings } from '../../settings.ts';
import { otherLevel } from './level.ts';
import type { Tried } from './try-out.ts';

const mostWords = 6;

/** Who may do what on the copy, beside what is meant. Rolled back. */
export async function tryAccess(context: ActionContext, { admin }: Scratch): Promise<Omit<Tried, 'name'>> {
  const text = await readTextIfThere(context.root, intentPath);
  if (text === undefined) return { verdict: 'left out', words: `${intentPath} is not there` };
  const intent = readIntent(text);
  const { access } = readSettings(context, 'database', databaseSettings);
  const session = await openSession(admin, { timeoutMs: 120_000 });
  try {
    const other = await otherLevel(context, session);
    if (other !== undefined) return { verdict: 'unknown', words: other };
    const { schemas } = access;
    const matrix = await measureAccess(session, {
      personas: personasOf(access),
      scratch: true,
      ...(schemas === undefined ? {} : { schemas }),
    });
    await context.keep('restored-access.json', `${JSON.stringify(matrix, undefined, 2)}\n`);
    const differences = compareAccess(intent, matrix);
    const untried = openFindings(untriedFindings(matrix), intent.accepted).map(({ words }) => words);
    const failed = differences.filter(({ change }) => change !== 'unknown');
    const unknown = differences.filter(({ change }) => change === 'unknown');
    if (failed.length > 0) return said('failed', failed.map(wordsOf));
    const open = [...unknown.map(wordsOf), ...untried];
    return open.length > 0 ? said('unknown', open) : said('verified', []);
  } finally {
    await session.close();
  }
}

function wordsOf({ change, words }: { readonly change: string; readonly words: string }): string {
  return `${change}: ${words}`;
}

type Looked = Extract<Outcome['verdict'], 'verified' | 'failed' | 'unknown'>;

function said(verdict: Looked, all: readonly string[]): Omit<Tried, 'name'> {
  const results = { verified: 'PASSED', failed: 'FAILED', unknown: 'WARNED' } as const;
  const name = 'access matrix of the restored backup';
  const suite = { name, result: results[verdict], passed: verdict === 'verified' ? [name] : [], failed: all };
  if (all.length === 0) return { verdict, suites: [suite] };
  const more = all.length > mostWords ? [`and ${all.length - mostWords} more, in the evidence`] : [];
  return { verdict, words: [...all.slice(0, mostWords), ...more].join('; '), suites: [suite] };
}
