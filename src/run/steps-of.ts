import type { BoundOrder, Step } from '../core/binding.ts';

/** Every action that a bound order calls: tasks, boxes, monitoring and rollback. */
export function stepsOf(bound: BoundOrder): readonly Step[] {
  return [
    ...bound.tasks.flatMap(({ steps }) => steps),
    ...bound.boxes.flatMap(({ steps }) => steps),
    ...(bound.monitoring?.steps ?? []),
    ...(bound.rollback?.steps ?? []),
  ];
}
