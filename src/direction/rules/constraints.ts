import type { Order } from '../../core/order.ts';
import { constraintLabels } from '../constraints/constraints.ts';
import { findSection } from '../parts/sections.ts';
import type { Found } from './rule.ts';
import type { Lookups } from './lookups.ts';

const measured = [
  ['Allowed Tools', constraintLabels.tools, '`git`, `npm`'],
  ['Touched Directories', constraintLabels.touched, '`docs/directions/devops.md`'],
  ['Budget', constraintLabels.budget, '≤ 45 minutes, ≤ 5,000 tokens, ≤ 3 files'],
] as const;

/** Constraints that are not stated cannot be held; tools that are not there will be missed later. */
export function constraintFindings(order: Order, lookups: Lookups): readonly Found[] {
  return [...unstated(order), ...missingTools(order, lookups)];
}

function unstated(order: Order): readonly Found[] {
  const section = findSection(order, 'constraints');
  if (section === undefined) return [];
  return measured
    .filter(([, label]) => lineOf(order, label) === undefined)
    .map(([name, , example]) => ({
      rule: 'constraints.unstated',
      severity: 'warning',
      line: section.range.line,
      message: `The constraints do not state "${name}": it is measured, and held against nothing`,
      fix: `Add \`- **${name}:** ${example}\``,
    }));
}

function missingTools(order: Order, lookups: Lookups): readonly Found[] {
  const programs = new Set(order.constraints.allowedTools.flatMap(({ words: [program = ''] }) => program));
  return [...programs]
    .filter((program) => !lookups.hasTool(program))
    .map((program) => ({
      rule: 'tools.not-found',
      severity: 'warning',
      line: lineOf(order, constraintLabels.tools) ?? 1,
      message: `The tool \`${program}\` is allowed and is not there`,
      fix: `Install ${program}, or take it out of Allowed Tools when no task needs it`,
    }));
}

const label = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\*\*|__)?([^:*_]+)(?:\*\*|__)?:/;

function lineOf(order: Order, wanted: RegExp): number | undefined {
  const section = findSection(order, 'constraints');
  if (section === undefined) return undefined;
  const lines = order.source.slice(section.body.start, section.body.end).split(/\r\n|\n|\r/);
  const index = lines.findIndex((line) => wanted.test(label.exec(line)?.[1]?.trim() ?? ''));
  return index === -1 ? undefined : section.body.line + index;
}
