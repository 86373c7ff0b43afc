import { z } from 'zod';
import { defineCheck } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import type { Item } from '../../core/order.ts';
import { readDirectionFile } from '../direction-file.ts';
import { workspacePath } from '../inputs.ts';
import { differenceOf } from './parts/task-list.ts';

export const directionMatches = defineCheck({
  id: 'direction.matches',
  summary: "Check that a direction's tasks are the list nested under an item of the order, word for word",
  input: z.strictObject({
    file: workspacePath.describe('the direction to check'),
    items: z.string().min(1).describe('quotation of the item that nests the list'),
    last: z.string().min(1).optional().describe('how the last task must begin'),
  }),
  effects: 'none',
  needs: {},
  recognises: [/\btask list matches\b/i],
  reads: ({ subject }) => ({ file: subject }),

  async check(context, { file, items, last }) {
    if (context.order === undefined)
      return { verdict: 'unknown', reason: 'outside a run there is no order to compare with' };
    const wanted = itemQuoted(context.order.items, items).children;
    if (wanted.length === 0) return { verdict: 'failed', reason: `"${items}" nests no list to compare with` };
    const found = (await readDirectionFile(context, file)).items;
    const difference = differenceOf(wanted, found);
    if (difference !== undefined) return { verdict: 'failed', reason: `${file}: ${difference}` };
    const end = found.at(-1)?.text ?? '';
    if (last !== undefined && !end.startsWith(folded(last)))
      return { verdict: 'failed', reason: `${file} ends with "${end}", not with "${last}"` };
    return { verdict: 'verified', facts: { tasks: found.length, last: end } };
  },
});

/** Throws Failure `direction.quote` when the quotation fits no item, or several. */
function itemQuoted(items: readonly Item[], quote: string): Item {
  const fitting = flat(items).filter(({ raw, text }) =>
    [raw, text].some((words) => folded(words).includes(folded(quote))),
  );
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  throw new Failure({
    code: 'direction.quote',
    what: `The quotation "${quote}" fits ${fitting.length === 0 ? 'no item' : `${fitting.length} items`} of the order`,
    why: fitting.map(({ number }) => number).join(', ') || 'no item holds these words',
    fix: 'Quote words that one item of the task list has and no other.',
  });
}

function flat(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => [item, ...flat(item.children)]);
}

function folded(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim();
}
