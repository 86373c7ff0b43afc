import type { Outcome } from '../../../core/action.ts';
import type { FailureData } from '../../../core/failure.ts';
import { counted } from '../push/place.ts';
import type { Drift } from './catalogue/compare.ts';
import type { HistoryDrift } from './history.ts';
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
    ...history.drifts.map(({ what }: FailureData) => what),
    ...drifts.map(wordsOf),
    ...(alone.length === 0 ? [] : [`\`supabase db diff\` alone says ${counted(alone.length, 'statement')}`]),
  ];
  if (words.length > 0)
    return { verdict: 'failed', reason: [...words, ...unknowns(findings)].join('; '), ...fixOf(findings), facts };
  if (facts.unknown.length > 0) return { verdict: 'unknown', reason: facts.unknown.join('; '), facts };
  return { verdict: 'verified', facts };
}

/** The first of them; drift.md has them all. */
function fixOf({ history, look }: Findings): Pick<Outcome, 'fix'> {
  const [behind] = history.drifts;
  if (behind !== undefined) return { fix: behind.fix };
  const [first, ...others] = look.compared?.drifts ?? [];
  if (first === undefined) return {};
  const more = others.length === 0 ? '' : `; drift.md has the statements for the other ${others.length}`;
  return {
    fix: `Mend it by \`${oneLine(first.mend)}\`, or keep it by a migration that says \`${oneLine(first.adopt)}\`${more}.`,
  };
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
