import type { ListItem } from 'mdast';
import type { Constraints, Finding, LabelledLine } from '../../core/order.ts';
import { wordsOf } from '../markdown/words.ts';
import { readBudget } from './budget.ts';
import { listsIn, ownWords } from '../parts/items.ts';
import { readAllLabelled, readLabelled } from '../parts/labelled.ts';
import { readPaths, readTools } from './tools.ts';

/** The labels that Prestage measures. Others, such as Process, are kept as they are. */
export const constraintLabels = {
  tools: /^allowed tools?$/i,
  touched: /^(?:touched|allowed) (?:directories|directory|paths?|files?)$/i,
  budget: /^budget$/i,
  guardrails: /^guardrails?$/i,
} as const;

export function readConstraints(
  items: readonly ListItem[],
  source: string,
  file: string,
): { constraints: Constraints; findings: readonly Finding[] } {
  const lines = readAllLabelled(items, source);
  const named = (label: RegExp): readonly LabelledLine[] => lines.filter((line) => label.test(line.label));
  const measured = Object.values(constraintLabels);
  const [budget] = named(constraintLabels.budget);
  const reading = budget === undefined ? { budget: {}, problems: [] } : readBudget(budget.text);
  return {
    constraints: {
      allowedTools: named(constraintLabels.tools).flatMap(readTools),
      touched: named(constraintLabels.touched).flatMap(readPaths),
      budget: reading.budget,
      guardrails: items.flatMap((item) => guardrailsOf(item, source)),
      other: lines.filter((line) => !measured.some((label) => label.test(line.label))),
    },
    findings: reading.problems.map((problem) => ({
      rule: 'constraints.budget',
      severity: 'error',
      file,
      line: budget?.line ?? 1,
      message: `The budget cannot be read: ${problem}`,
      fix: 'Write upper bounds with commas between: `≤ 45 minutes, ≤ 5,000 tokens, ≤ 3 files`',
    })),
  };
}

/** The words after the label, and each item nested under it. */
function guardrailsOf(item: ListItem, source: string): readonly string[] {
  const label = readLabelled(item, source)?.label;
  if (label === undefined || !constraintLabels.guardrails.test(label)) return [];
  const own = wordsOf(ownWords(item))
    .slice(label.length + 1)
    .trim();
  const nested = listsIn(item.children).flatMap((list) => list.children.map((child) => wordsOf(child.children)));
  return [own, ...nested].filter((words) => words !== '');
}
