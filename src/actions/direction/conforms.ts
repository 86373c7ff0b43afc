import { z } from 'zod';
import { defineCheck } from '../../core/action.ts';
import type { LabelledLine, Order } from '../../core/order.ts';
import { bodyOf } from '../../direction/parts/sections.ts';
import {
  requiredSections,
  sectionNameOf,
  sectionTitles,
  type SectionName,
} from '../../direction/parts/section-name.ts';
import { readDirection } from '../../direction/read.ts';
import { readBytes } from '../../services/files/read.ts';
import { readDirectionFile } from '../direction-file.ts';
import { workspacePath } from '../inputs.ts';
import { placeholdersIn } from './parts/placeholders.ts';

export const directionConforms = defineCheck({
  id: 'direction.conforms',
  summary: 'Check that a direction has the sections of its template, and that they are filled',
  input: z.strictObject({ file: workspacePath, template: workspacePath }),
  effects: 'none',
  needs: {},
  recognises: [/\btemplate applied\b/i, /\bkeeps the sections of\b/i],
  reads: ({ paths: [template], subject }) => ({ file: subject, template }),

  async check(context, { file, template }) {
    const wanted = await readDirectionFile(context, template);
    const { order, findings } = readDirection(await readBytes(context.root, file), file);
    const unreadable = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    const faults = [...missingSections(wanted, order), ...emptySections(wanted, order), ...missingLines(wanted, order)];
    const left = placeholdersIn(order.source);
    if (left.length > 0) faults.push(`placeholders are left: ${left.join(', ')}`);
    if (faults.length + unreadable.length > 0)
      return { verdict: 'failed', reason: `${file}: ${[...faults, ...unreadable].join('; ')}` };
    return { verdict: 'verified', facts: { template, sections: topSections(order).map(({ title }) => title) } };
  },
});

function topSections(order: Order) {
  return order.sections.filter(({ depth }) => depth === 2);
}

/** A section that goes by two titles is the same section. */
function keyOf(title: string): string {
  return sectionNameOf(title) ?? title.toLowerCase();
}

function missingSections(wanted: Order, found: Order): string[] {
  const there = new Set(topSections(found).map(({ title }) => keyOf(title)));
  const titles = topSections(wanted).map(({ title }) => title);
  return titles.filter((title) => !there.has(keyOf(title))).map((title) => `it has no section "${title}"`);
}

/** Not there at all, empty, or still the template's words. */
function emptySections(wanted: Order, found: Order): string[] {
  return requiredSections
    .filter((name) => holds(wanted, name) && holds(found, name))
    .flatMap((name) => {
      const body = bodyOf(found, name);
      if (body === '') return [`"${sectionTitles[name][0]}" is empty`];
      return body === bodyOf(wanted, name) ? [`"${sectionTitles[name][0]}" still holds the template's words`] : [];
    });
}

function holds(order: Order, name: SectionName): boolean {
  return topSections(order).some(({ title }) => sectionNameOf(title) === name);
}

/** Lines that the template labels, such as Owner, Budget or Rollback Plan. */
function missingLines(wanted: Order, found: Order): string[] {
  const pairs: readonly (readonly [readonly LabelledLine[], readonly LabelledLine[]])[] = [
    [wanted.metadata, found.metadata],
    [wanted.risk, found.risk],
    [wanted.contractTest, found.contractTest],
  ];
  return pairs.flatMap(([from, to]) => {
    const there = new Set(to.filter(({ raw }) => raw.trim() !== '').map(({ label }) => label.toLowerCase()));
    return from.filter(({ label }) => !there.has(label.toLowerCase())).map(({ label }) => `it has no line "${label}"`);
  });
}
