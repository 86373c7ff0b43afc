import type { Order, Section } from '../../core/order.ts';
import { requiredSections, sectionNameOf, sectionTitles } from '../parts/section-name.ts';
import { findSection } from '../parts/sections.ts';
import type { Found } from './rule.ts';

/** A title, every section, and each of them once. */
export function structureFindings(order: Order): readonly Found[] {
  return [...titleFindings(order), ...missingSections(order), ...duplicateSections(order), ...emptyLists(order)];
}

function titleFindings(order: Order): readonly Found[] {
  if (order.title !== '') return [];
  return [
    {
      rule: 'structure.title',
      severity: 'error',
      line: 1,
      message: 'The direction has no title',
      fix: 'Begin it with a heading: `# devops Direction`',
    },
  ];
}

function missingSections(order: Order): readonly Found[] {
  const end = order.source.split(/\r\n|\n|\r/).length;
  return requiredSections
    .filter((name) => findSection(order, name) === undefined)
    .map((name) => ({
      rule: 'structure.section',
      severity: 'error',
      line: end,
      message: `The section "${sectionTitles[name].join('" or "')}" is missing`,
      fix: `Add \`## ${sectionTitles[name][0]}\``,
    }));
}

function duplicateSections(order: Order): readonly Found[] {
  const first = new Map<string, Section>();
  const found: Found[] = [];
  for (const section of order.sections) {
    const key = identityOf(section);
    if (key === undefined) continue;
    const other = first.get(key);
    if (other === undefined) first.set(key, section);
    else found.push(duplicate(section, other));
  }
  return found;
}

/** `Tasks` and `Current Tasks` are the same section. Below the second level a title may come again. */
function identityOf({ title, depth }: Section): string | undefined {
  if (depth === 1) return undefined;
  return sectionNameOf(title) ?? (depth === 2 ? `own:${title.toLowerCase()}` : undefined);
}

function duplicate(section: Section, other: Section): Found {
  return {
    rule: 'structure.duplicate',
    severity: 'error',
    line: section.range.line,
    message: `"${section.title}" repeats the section "${other.title}" of line ${other.range.line}: only the first is read`,
    fix: 'Join the two, or give this one another title',
  };
}

/** A section that is there and holds nothing that could be run or checked. */
function emptyLists(order: Order): readonly Found[] {
  const tasks = findSection(order, 'tasks');
  const done = findSection(order, 'done');
  const found: Found[] = [];
  if (tasks !== undefined && order.items.length === 0) {
    found.push({
      rule: 'tasks.none',
      severity: 'error',
      line: tasks.range.line,
      message: `"${tasks.title}" holds no task: there is nothing to run`,
      fix: 'List the tasks under it: `1. …`',
    });
  }
  if (done !== undefined && order.boxes.length === 0) {
    found.push({
      rule: 'done.none',
      severity: 'error',
      line: done.range.line,
      message: `"${done.title}" holds no box: nothing could ever be done`,
      fix: 'List what must hold under it: `- [ ] …`',
    });
  }
  return found;
}
