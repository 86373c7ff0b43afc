import type { ActionContext, Outcome, Suite } from '../../../core/action.ts';
import type { Json } from '../../../core/json.ts';
import { worstOf } from '../../../core/verdict.ts';
import { commandLine } from '../../command-line.ts';
import type { Finding } from './findings.ts';

/** One thing that was looked at, with a verdict of its own. */
export interface Part {
  readonly name: 'access matrix' | 'other exposure' | 'policies' | 'advisors' | 'environment';
  /** Worst first. */
  readonly findings: readonly Pick<Finding, 'verdict' | 'words'>[];
  /** What a reader does about it. */
  readonly fix: string;
}

const mostWords = 8;

export function sumUp(parts: readonly Part[], facts: Readonly<Record<string, Json>>): Outcome {
  const verdicts = parts.map(({ name, findings }) => [name, verdictOf(findings)] as const);
  const verdict = worstOf(verdicts.map(([, each]) => each));
  const said = (['failed', 'unknown', 'verified'] as const).flatMap((kind) =>
    parts.flatMap(({ findings }) => findings.filter((each) => each.verdict === kind).map(({ words }) => words)),
  );
  const more = said.length > mostWords ? [`and ${said.length - mostWords} more, in the evidence`] : [];
  const worst = parts.find(({ findings }) => verdictOf(findings) === verdict);
  return {
    verdict: verdict === 'verified' || verdict === 'failed' ? verdict : 'unknown',
    ...(said.length === 0 ? {} : { reason: [...said.slice(0, mostWords), ...more].join('; ') }),
    ...(verdict === 'verified' || worst === undefined ? {} : { fix: worst.fix }),
    facts: { verdicts: Object.fromEntries(verdicts), ...facts },
    suites: parts.map(suiteOf),
  };
}

function verdictOf(findings: Part['findings']): 'failed' | 'unknown' | 'verified' {
  if (findings.some(({ verdict }) => verdict === 'failed')) return 'failed';
  return findings.some(({ verdict }) => verdict === 'unknown') ? 'unknown' : 'verified';
}

function suiteOf({ name, findings }: Part): Suite {
  const stand = findings.filter(({ verdict }) => verdict !== 'verified').map(({ words }) => words);
  const results = {
    failed: 'FAILED',
    unknown: 'WARNED',
    verified: findings.length === 0 ? 'PASSED' : 'WARNED',
  } as const;
  return {
    name: `database ${name}`,
    result: results[verdictOf(findings)],
    passed: stand.length === 0 ? [name] : [],
    failed: stand,
  };
}

export const fixes = {
  difference:
    'Take the grant or the policy back in a new migration; or say that it is meant: `prestage database accept --why "…" --by "…" --apply`.',
  finding:
    'Mend it in a new migration; or answer for it: `prestage database accept --findings --why "…" --by "…" --apply`.',
  environment: (context: ActionContext) =>
    `${commandLine(context, 'database', 'drift')} has a statement for each, which mends it there.`,
} as const;
