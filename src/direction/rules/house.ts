import type { Budget, Item, LabelledLine, Order } from '../../core/order.ts';
import type { HouseCondition, HouseRules } from '../house.ts';
import { foldSpace } from '../markdown/words.ts';
import { sectionNameOf, type SectionName } from '../parts/section-name.ts';
import type { Found } from './rule.ts';

/** Each house rule that the order breaks. */
export function houseFindings(order: Order, house: HouseRules): readonly Found[] {
  return house.rules.flatMap(({ id, severity, message, fix, condition }) => {
    const line = brokenAt(order, condition);
    return line === undefined ? [] : [{ rule: `house.${id}`, severity, line, message, fix }];
  });
}

/** The line where the condition does not hold; undefined when it holds. */
function brokenAt(order: Order, condition: HouseCondition): number | undefined {
  switch (condition.kind) {
    case 'last-task':
      return lastTaskLine(order, condition.words);
    case 'section':
      return order.sections.some(({ title }) => isSame(title, condition.title)) ? undefined : 1;
    case 'line':
      return linesOf(order, condition.section).some(({ label }) => isSame(label, condition.label))
        ? undefined
        : sectionLine(order, condition.section);
    case 'budget':
      return isWithin(order.constraints.budget, condition.most) ? undefined : sectionLine(order, 'Constraints');
    default:
      return condition satisfies never;
  }
}

function lastTaskLine(order: Order, words: string): number | undefined {
  const last = lastLeaf(order.items);
  return last !== undefined && holds(last, words) ? undefined : (last?.range.line ?? 1);
}

function lastLeaf(items: readonly Item[]): Item | undefined {
  const last = items.at(-1);
  return last === undefined || last.children.length === 0 ? last : lastLeaf(last.children);
}

function holds({ text, raw }: Item, words: string): boolean {
  return text.includes(foldSpace(words)) || foldSpace(raw).includes(foldSpace(words));
}

/** A section's titles are one name: `Tasks` is `Current Tasks`. */
function isSame(title: string, other: string): boolean {
  const name = sectionNameOf(title);
  return (name !== undefined && name === sectionNameOf(other)) || title.toLowerCase() === other.toLowerCase();
}

const labelled: Readonly<Partial<Record<SectionName, (order: Order) => readonly LabelledLine[]>>> = {
  risk: (order) => order.risk,
  contractTest: (order) => order.contractTest,
};

/** The measured constraints are kept apart from the others: their labels are said here again. */
function linesOf(order: Order, section: string): readonly { readonly label: string }[] {
  const name = sectionNameOf(section);
  if (section.toLowerCase() === 'metadata') return order.metadata;
  if (name === 'links') return order.links;
  if (name === 'constraints') return constraintLines(order);
  return name === undefined ? [] : (labelled[name]?.(order) ?? []);
}

function constraintLines({ constraints }: Order): readonly { readonly label: string }[] {
  return [
    ...constraints.other,
    ...(constraints.allowedTools.length > 0 ? [{ label: 'Allowed Tools' }] : []),
    ...(constraints.touched.length > 0 ? [{ label: 'Touched Directories' }] : []),
    ...(Object.keys(constraints.budget).length > 0 ? [{ label: 'Budget' }] : []),
    ...(constraints.guardrails.length > 0 ? [{ label: 'Guardrails' }] : []),
  ];
}

function sectionLine(order: Order, section: string): number {
  return order.sections.find(({ title }) => isSame(title, section))?.range.line ?? 1;
}

/** An order that does not say how much it may use is not within. */
function isWithin(budget: Budget, most: Budget): boolean {
  const units = ['minutes', 'tokens', 'files'] as const;
  return units.every((unit) => most[unit] === undefined || (budget[unit] ?? Infinity) <= most[unit]);
}
