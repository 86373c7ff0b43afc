import { z } from 'zod';
import { defineAction, type ActionContext } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import type { Item, Order } from '../../core/order.ts';
import { aboutFile } from '../about-file.ts';
import { replaceBody } from '../../direction/edit.ts';
import { renderDirection } from '../../direction/render.ts';
import { readDirectionFile } from '../direction-file.ts';
import { workspacePath } from '../inputs.ts';
import { changesOf, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { differenceOf, renderTaskList } from './parts/task-list.ts';

const input = z.strictObject({ to: workspacePath.describe('the direction that takes the list over') });

type Data = { readonly file: PlannedFile };

export const directionTasks = defineAction<z.infer<typeof input>, Data>({
  id: 'direction.tasks',
  summary: 'Carry the list nested under the task over to a direction, word for word, renumbered',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [/\bfollowing task list verbatim\b/i],
  reads: ({ subject }) => ({ to: subject }),
  writes: ({ to }) => [to],

  async plan(context, { to }) {
    const { items, order } = listOf(context);
    const target = await readDirectionFile(context, to);
    const isThere = differenceOf(items, target.items) === undefined;
    const edits = isThere ? [] : [replaceBody(target, 'tasks', renderTaskList(items, order))];
    const file = await planFile(context.root, to, renderDirection(target, edits));
    const summary = `Carry ${items.length} tasks over to ${to}`;
    return { summary, changes: changesOf(file, `${items.length} tasks`), data: { file } };
  },

  async apply(context, _input, { data }) {
    await writePlanned(context.root, data.file);
  },

  async verify(context, { to }) {
    const { items } = listOf(context);
    const difference = differenceOf(items, (await readDirectionFile(context, to)).items);
    if (difference !== undefined) return aboutFile(to, { verdict: 'failed', reason: `${to}: ${difference}` });
    return aboutFile(to, { verdict: 'verified', facts: { tasks: items.length, last: items.at(-1)?.text ?? '' } });
  },
});

/** The task's own nested list. Throws Failure `direction.no-list`. */
function listOf(context: ActionContext): { items: readonly Item[]; order: Order } {
  if (context.order !== undefined && context.item !== undefined && context.item.children.length > 0)
    return { items: context.item.children, order: context.order };
  throw new Failure({
    code: 'direction.no-list',
    what: 'There is no task list to carry over',
    why: 'the list nested under the task is what this action works from, and the task nests none',
    fix: 'Bind it to an item of a direction that has the tasks nested under it.',
  });
}
