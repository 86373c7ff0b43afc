import { durationMs } from '../../../services/promql/duration.ts';
import type { ReadExpression, Selector } from '../../../services/promql/read.ts';
import type { Said } from './finding.ts';

/** Functions that a counter is looked at by; of what may fall they are wrong. */
const rates = new Set(['rate', 'irate', 'increase']);

/** What can be said of an expression without knowing a single series. */
export function expressionFindings(expression: ReadExpression, scrapeMs: number): readonly Said[] {
  const [error] = expression.errors;
  if (error !== undefined)
    return [
      {
        rule: 'promql.syntax',
        message: `its expression does not parse at character ${error.at + 1}, near ${JSON.stringify(error.near)}`,
        fix: 'Correct the expression.',
      },
    ];
  const blind: readonly Said[] = expression.canBeEmpty
    ? []
    : [
        {
          rule: 'promql.always',
          message: 'its expression compares with nothing, so it fires on any value, 0 too',
          fix: 'Compare with a number, such as `> 0`.',
        },
      ];
  return [...blind, ...expression.selectors.flatMap((selector) => selectorFindings(selector, scrapeMs))];
}

function selectorFindings(
  { metric = '', text, range, functions, keptLabels }: Selector,
  scrapeMs: number,
): readonly Said[] {
  const found: Said[] = [];
  const rate = functions.find((name) => rates.has(name));
  if (rate !== undefined && range === undefined)
    found.push({
      rule: 'promql.no-range',
      message: `${rate} is asked of ${text} without a range`,
      fix: `Give it one: \`${text}[5m]\`.`,
    });
  const rangeMs = range === undefined ? undefined : durationMs(range.split(':')[0] ?? '');
  if (rate !== undefined && rangeMs !== undefined && rangeMs < 2 * scrapeMs)
    found.push({
      rule: 'promql.range-too-short',
      message: `the range ${range ?? ''} of ${metric} holds less than two scrapes (every ${scrapeMs / 1000} s): there is never a ${rate}`,
      fix: `Make it four scrapes or longer: \`[${Math.ceil((4 * scrapeMs) / 1000)}s]\`.`,
    });
  if (functions.includes('histogram_quantile') && keptLabels !== undefined && !keptLabels.includes('le'))
    found.push({
      rule: 'promql.quantile-without-le',
      message: `histogram_quantile gets ${text} without its label le, and gives nothing`,
      fix: 'Keep the label: `sum by (le, …) (…)`.',
    });
  return found;
}
