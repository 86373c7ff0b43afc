import type { BoundOrder } from '../../core/binding.ts';
import type { Found } from '../rules/rule.ts';

/** One warning for all tasks that nothing settles, and one for all boxes that nothing checks. */
export function unboundFindings({ tasks, boxes }: BoundOrder): readonly Found[] {
  const idle = tasks.filter(({ steps, person }) => steps.length === 0 && person === undefined);
  const unchecked = boxes.filter(({ steps }) => steps.length === 0);
  return [
    ...unbound(
      'bindings.unbound-task',
      'no action and no person',
      idle.map(({ item }) => `task ${item.number}`),
    ),
    ...unbound(
      'bindings.unbound-box',
      'no check',
      unchecked.map(({ box }) => `box ${box.number}`),
    ),
  ];
}

function unbound(rule: string, lacks: string, named: readonly string[]): readonly Found[] {
  const [first] = named;
  if (first === undefined) return [];
  const listed = named.slice(0, 8).join(', ') + (named.length > 8 ? ` and ${named.length - 8} more` : '');
  return [
    {
      rule,
      severity: 'warning',
      line: 1,
      message: `Bound to ${lacks}: ${listed}; a run shows ${named.length === 1 ? 'it' : 'them'} as unknown`,
      fix: 'Bind what can be bound: `prestage direction bind FILE` proposes bindings',
    },
  ];
}
