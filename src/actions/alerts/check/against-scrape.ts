import { nearestName } from '../../../core/nearest.ts';
import type { Family, Scrape } from '../../../services/exposition/read.ts';
import type { Matcher, ReadExpression, Selector } from '../../../services/promql/read.ts';
import type { Said } from './finding.ts';

/** What Prometheus itself adds to what a target shows, or makes without one. */
const added = new Set(['job', 'instance', 'alertname', 'alertstate', 'severity']);
const builtIn = /^(?:up|ALERTS|ALERTS_FOR_STATE|scrape_\w+)$/u;
const rates = new Set(['rate', 'irate', 'increase']);
const gaugesOnly = new Set(['delta', 'deriv', 'idelta', 'predict_linear']);

/** What series there are decides: a name, a label or a value that nothing shows makes a rule that never fires. */
export function scrapeFindings(
  expression: ReadExpression,
  scrape: Scrape,
  recorded: readonly string[],
): readonly Said[] {
  const known = expression.selectors.filter(({ metric = '' }) => !builtIn.test(metric) && !recorded.includes(metric));
  return [
    ...known.flatMap((selector) => seriesFindings(selector, scrape)),
    ...groupingFindings(expression.groupedBy, known, scrape),
  ];
}

function seriesFindings(selector: Selector, scrape: Scrape): readonly Said[] {
  const { metric, text } = selector;
  if (metric === undefined) return [];
  const family = scrape.families.get(metric);
  if (family === undefined) return [unknownMetric(metric, [...scrape.families.keys()])];
  const labels = labelsOf(family);
  const strange = selector.matchers.filter(({ label }) => !labels.has(label) && !added.has(label));
  const [missing] = strange;
  if (missing !== undefined) return [unknownLabel(missing.label, text, [...labels])];
  return [...emptyFindings(selector, family), ...typeFindings(selector, family)];
}

function unknownMetric(metric: string, known: readonly string[]): Said {
  const near = nearestName(metric, known);
  return {
    rule: 'promql.unknown-metric',
    message: `nothing shows the metric ${metric}`,
    fix: near === undefined ? 'Let a target show it, or ask for one that is there.' : `Did you mean ${near}?`,
  };
}

function unknownLabel(label: string, text: string, known: readonly string[]): Said {
  const near = nearestName(label, known);
  return {
    rule: 'promql.unknown-label',
    message: `no series of ${text} has the label ${label}`,
    fix: near === undefined ? `Its labels are ${known.toSorted().join(', ') || 'none'}.` : `Did you mean ${near}?`,
  };
}

function emptyFindings({ matchers, text }: Selector, { series }: Family): readonly Said[] {
  const own = matchers.filter(({ label }) => !added.has(label));
  if (series.some((labels) => own.every((matcher) => fits(matcher, labels[matcher.label] ?? '')))) return [];
  const wrong = own.find((matcher) => !series.some((labels) => fits(matcher, labels[matcher.label] ?? '')));
  const values = wrong === undefined ? [] : [...new Set(series.map((labels) => labels[wrong.label] ?? ''))].toSorted();
  const near = wrong === undefined ? undefined : nearestName(wrong.value, values);
  return [
    {
      rule: 'promql.no-series',
      message: `no series fits ${text}${wrong === undefined ? '' : `: ${wrong.label} is ${values.slice(0, 8).join(', ')}`}`,
      fix: near === undefined ? 'Ask for a value that is shown.' : `Did you mean ${near}?`,
    },
  ];
}

function typeFindings(selector: Selector, { type }: Family): readonly Said[] {
  const { metric = '', functions, isComparedRaw, range } = selector;
  const rate = functions.find((name) => rates.has(name));
  if (rate !== undefined && type === 'gauge')
    return [
      {
        rule: 'promql.rate-of-gauge',
        message: `${rate} is asked of the gauge ${metric}: every fall counts as a restart`,
        fix: `Use \`delta(${metric}[5m])\` or \`deriv(${metric}[5m])\`.`,
      },
    ];
  const isCounter = type === 'counter' || type === 'histogram';
  const fall = functions.find((name) => gaugesOnly.has(name));
  if (isCounter && fall !== undefined)
    return [
      {
        rule: 'promql.delta-of-counter',
        message: `${fall} is asked of the counter ${metric}, which falls at every restart`,
        fix: `Use \`increase(${metric}[5m])\`.`,
      },
    ];
  if (isCounter && isComparedRaw && range === undefined)
    return [
      {
        rule: 'promql.counter-compared',
        message: `the counter ${metric} itself is compared with a number: it only grows`,
        fix: `Compare what it grew by: \`increase(${metric}[5m])\`.`,
      },
    ];
  return [];
}

/** A label that no series of the expression has groups all into one. `le` and what Prometheus adds are there anyway. */
function groupingFindings(grouped: readonly string[], selectors: readonly Selector[], scrape: Scrape): readonly Said[] {
  const families = selectors.flatMap(({ metric }) => scrape.families.get(metric ?? '') ?? []);
  if (families.length === 0) return [];
  const labels = new Set(families.flatMap((family) => [...labelsOf(family)]));
  return [...new Set(grouped)]
    .filter((label) => !labels.has(label) && !added.has(label))
    .map((label) => unknownLabel(label, 'what it groups', [...labels]));
}

function labelsOf({ series }: Family): ReadonlySet<string> {
  return new Set(series.flatMap((labels) => Object.keys(labels)));
}

/** Patterns are those of RE2, held to the whole value; one that JavaScript has no words for is taken to fit. */
function fits({ operator, value }: Matcher, actual: string): boolean {
  if (operator === '=') return actual === value;
  if (operator === '!=') return actual !== value;
  const doesMatch = patternOf(value)?.test(actual) ?? true;
  return operator === '=~' ? doesMatch : !doesMatch;
}

const patterns = new Map<string, RegExp | undefined>();

function patternOf(text: string): RegExp | undefined {
  if (!patterns.has(text)) patterns.set(text, compiled(text));
  return patterns.get(text);
}

function compiled(text: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${text})$`, 'su');
  } catch {
    return undefined;
  }
}
