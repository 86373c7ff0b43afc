import { parser } from '@prometheus-io/lezer-promql';

/** A selector of series, and what it stands in. */
export interface Selector {
  /** Absent when no name is given outright. */
  readonly metric?: string;
  readonly matchers: readonly Matcher[];
  /** As it is written. */
  readonly text: string;
  /** Of a range selector, as it is written: `5m`. Absent of an instant one. */
  readonly range?: string;
  /** Functions that it is an argument of, the innermost first. */
  readonly functions: readonly string[];
  /** Labels that the innermost aggregation around it keeps; undefined when it keeps all but some, or when there is none. */
  readonly keptLabels?: readonly string[];
  readonly isAggregated: boolean;
  /** Compared with a value without a function or an aggregation in between. */
  readonly isComparedRaw: boolean;
}

export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  /** Without its quotes and escapes. */
  readonly value: string;
}

/** An expression of PromQL, as far as it can be judged without data. */
export interface ReadExpression {
  /** Where the grammar cannot go on, in characters from the start. */
  readonly errors: readonly { readonly at: number; readonly near: string }[];
  readonly selectors: readonly Selector[];
  /** Labels by which anything is grouped or matched. */
  readonly groupedBy: readonly string[];
  /** Whether it can be empty: what has no comparison, `absent` or set operation fires on any value. */
  readonly canBeEmpty: boolean;
}

type Node = ReturnType<typeof parser.parse>['topNode'];

export function readPromql(text: string): ReadExpression {
  const { topNode } = parser.parse(text);
  const errors: { at: number; near: string }[] = [];
  const selectors: Selector[] = [];
  const groupedBy: string[] = [];
  walk(topNode, (node) => {
    if (node.type.isError) errors.push({ at: node.from, near: nearby(text, node) });
    if (node.name === 'VectorSelector') selectors.push(selectorOf(text, node));
    if (node.name === 'GroupingLabels') groupedBy.push(...labelsIn(text, node));
  });
  return { errors, selectors, groupedBy, canBeEmpty: canBeEmpty(text, topNode) };
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of childrenOf(node)) walk(child, visit);
}

function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

function nearby(text: string, { from, to }: Node): string {
  const words = text.slice(Math.max(0, from - 12), Math.max(to, from + 12)).trim();
  return words === '' ? 'the end' : words;
}

function selectorOf(text: string, node: Node): Selector {
  const matchers = matchersOf(text, node);
  const name = node.getChild('Identifier');
  const metric =
    name === null
      ? matchers.find(({ label, operator }) => label === '__name__' && operator === '=')?.value
      : text.slice(name.from, name.to);
  const around = ancestorsOf(node);
  const matrix = around.find(
    ({ name }) => name !== 'ParenExpr' && name !== 'OffsetExpr' && name !== 'StepInvariantExpr',
  );
  const range =
    matrix?.name === 'MatrixSelector' || matrix?.name === 'SubqueryExpr' ? matrix.getChild('DurationExpr') : null;
  const aggregation = around.find(({ name }) => name === 'AggregateExpr');
  const kept = aggregation === undefined ? undefined : keptLabels(text, aggregation);
  return {
    ...(metric === undefined ? {} : { metric }),
    matchers: matchers.filter(({ label }) => label !== '__name__'),
    text: text.slice(node.from, node.to),
    ...(range === null || range === undefined ? {} : { range: text.slice(range.from, range.to) }),
    functions: around.flatMap((each) => functionName(text, each) ?? []),
    ...(kept === undefined ? {} : { keptLabels: kept }),
    isAggregated: aggregation !== undefined,
    isComparedRaw: isComparedRaw(around),
  };
}

function ancestorsOf(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (let parent = node.parent; parent !== null; parent = parent.parent) found.push(parent);
  return found;
}

function functionName(text: string, node: Node): string | undefined {
  const name = node.name === 'FunctionCall' ? node.getChild('FunctionIdentifier') : null;
  return name === null ? undefined : text.slice(name.from, name.to);
}

/** `by (…)`: those; none at all without a modifier; undefined with `without (…)`, which keeps the rest. */
function keptLabels(text: string, aggregation: Node): readonly string[] | undefined {
  const modifier = aggregation.getChild('AggregateModifier');
  if (modifier === null) return [];
  if (modifier.getChild('Without') !== null) return undefined;
  const labels = modifier.getChild('GroupingLabels');
  return labels === null ? [] : labelsIn(text, labels);
}

function labelsIn(text: string, grouping: Node): readonly string[] {
  return grouping.getChildren('LabelName').map(({ from, to }) => text.slice(from, to));
}

const comparisons = ['Eql', 'EqlC', 'Neq', 'Gtr', 'Gte', 'Lss', 'Lte', 'Eqlc', 'EqlSingle'];

function isComparison(node: Node): boolean {
  return node.name === 'BinaryExpr' && childrenOf(node).some(({ name }) => comparisons.includes(name));
}

function isComparedRaw(around: readonly Node[]): boolean {
  for (const node of around) {
    if (isComparison(node)) return true;
    if (node.name !== 'ParenExpr' && node.name !== 'OffsetExpr') return false;
  }
  return false;
}

function canBeEmpty(text: string, top: Node): boolean {
  let found = false;
  walk(top, (node) => {
    if (isComparison(node) && node.getChild('BoolModifier') === null) found = true;
    if (/^absent(?:_over_time)?$/u.test(functionName(text, node) ?? '')) found = true;
  });
  return found;
}

function matchersOf(text: string, node: Node): readonly Matcher[] {
  const all = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  return all.flatMap((matcher) => {
    const [label, operator, value] = ['LabelName', 'MatchOp', 'StringLiteral'].map((name) => {
      const part = matcher.getChild(name);
      return part === null ? '' : text.slice(part.from, part.to);
    });
    return label === undefined || value === undefined || !isOperator(operator)
      ? []
      : [{ label, operator, value: unquoted(value) }];
  });
}

function isOperator(text: string | undefined): text is Matcher['operator'] {
  return text === '=' || text === '!=' || text === '=~' || text === '!~';
}

function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  return literal.startsWith('`') ? inner : inner.replaceAll(/\\(["'\\])/gu, '$1');
}
