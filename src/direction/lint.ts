import type { Finding, Order } from '../core/order.ts';
import type { HouseRules } from './house.ts';
import { constraintFindings } from './rules/constraints.ts';
import { houseFindings } from './rules/house.ts';
import { linkFindings } from './rules/links.ts';
import type { Lookups } from './rules/lookups.ts';
import { byLine } from './rules/rule.ts';
import { structureFindings } from './rules/structure.ts';
import { taskFindings } from './rules/tasks.ts';

/** What is wrong with a direction by itself, beyond what `readDirection` found, by line. Bindings are matched elsewhere. */
export function lintDirection(order: Order, file: string, lookups: Lookups, house?: HouseRules): readonly Finding[] {
  const found = [
    ...structureFindings(order),
    ...taskFindings(order),
    ...constraintFindings(order, lookups),
    ...linkFindings(order, file, lookups),
    ...(house === undefined ? [] : houseFindings(order, house)),
  ];
  return found.map((finding) => ({ ...finding, file })).toSorted(byLine);
}
