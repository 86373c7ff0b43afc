import { posix } from 'node:path';
import type { Outcome } from '../../../core/action.ts';
import type { FailureData } from '../../../core/failure.ts';
import { counted, listed } from '../push/place.ts';
import type { Drift } from './catalogue/compare.ts';
import { notApplied, type HistoryDrift } from './history.ts';
import type { Look } from './look.ts';

/** All that a look came to: a report is made of it, and a verdict. */
export interface Findings {
  readonly target: string;
  readonly history: HistoryDrift;
  readonly look: Look;
}

/** A difference that anybody saw fails; silence is green only where everybody could speak. */
export function judgeDrift(findings: Findings): Outcome {
  const { target, history, look } = findings;
  const drifts = look.compared?.drifts ?? [];
  const alone = alonesOfCli(findings);
  const facts = {
    target,
    scratch: look.engine,
    history: history.drifts.map(({ code, what, fix }) => ({ code, what, fix })),
    drifts,
    cli: 'silent' in look.cli ? { silent: look.cli.silent } : { statements: look.cli.statements },
    unknown: unknowns(findings),
  };
  const words = [
    ...historyWords(history.drifts),
    ...drifts.map(wordsOf),
    ...(alone.length === 0 ? [] : [`\`supabase db diff\` alone says ${counted(alone.length, 'statement')}`]),
  ];
  if (words.length > 0)
    return { verdict: 'failed', reason: [...words, ...unknowns(findings)].join('; '), ...fixOf(findings), facts };
  if (facts.unknown.length > 0) return { verdict: 'unknown', reason: facts.unknown.join('; '), facts };
  return { verdict: 'verified', facts };
}

/** Many files that nobody has applied are one thing to know. */
function historyWords(drifts: readonly FailureData[]): readonly string[] {
  const missing = drifts.filter(({ code }) => code === notApplied);
  if (missing.length < 4) return drifts.map(({ what }) => what);
  const names = missing.map(({ file = '' }) => posix.basename(file));
  return [
    ...drifts.filter((each) => !missing.includes(each)).map(({ what }) => what),
    `${missing.length} migrations have not been applied: ${listed(names, 3)}`,
  ];
}

/** The first of them; drift.md has them all. */
function fixOf({ history, look }: Findings): Pick<Outcome, 'fix'> {
  const [behind] = history.drifts;
  if (behind !== undefined) return { fix: behind.fix };
  const drifts = look.compared?.drifts ?? [];
  const [first] = drifts;
  if (first === undefined) return {};
  const more = drifts.length === 1 ? '' : `; drift.md has statements for all ${drifts.length}`;
  return {
    fix: `Run \`${statement(first.mend)}\` there, or keep it by a migration that says \`${statement(first.adopt)}\`${more}.`,
  };
}

function statement(sql: string): string {
  return oneLine(sql).replace(/;$/, '');
}

export function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').trim();
}

/** What nobody can say. */
export function unknowns({ history, look }: Findings): readonly string[] {
  return [
    ...history.untold.map((version) => `history does not say what ${version} was: it may have been edited since`),
    ...(look.unable === undefined ? [] : [`what the environment holds was compared with nothing: ${look.unable}`]),
    ...(look.compared?.unread ?? []).map((words) => `not compared: ${words}`),
    ...('silent' in look.cli ? [`\`supabase db diff\` said nothing: ${look.cli.silent}`] : []),
  ];
}

/** What it says where we see no difference at all: somebody has to look. */
export function alonesOfCli({ look }: Findings): readonly string[] {
  return (look.compared?.drifts ?? []).length > 0 || 'silent' in look.cli ? [] : look.cli.statements;
}

export function wordsOf({ object, is }: Pick<Drift, 'object' | 'is'>): string {
  return `${object} is ${is}`;
}
