import type { TaskBinding } from '../../core/binding.ts';
import type { Item } from '../../core/order.ts';
import type { Found } from '../rules/rule.ts';
import type { Matched } from './after.ts';
import { theOne } from './quote.ts';
import { Quotables } from './quotables.ts';

/** Every item at every depth, in the order of the text. */
export function allItems(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => [item, ...allItems(item.children)]);
}

/** The tasks: a bound item, its nested list being its input; otherwise the leaves. In the order in which they run. */
export function tasksOf(items: readonly Item[], bound: ReadonlySet<string>): readonly Item[] {
  return items.flatMap((item) =>
    item.children.length === 0 || bound.has(item.number) ? [item] : tasksOf(item.children, bound),
  );
}

/** The bindings that fit one item each; what is wrong with the others is added to `found`. */
export function matchItems(
  items: readonly Item[],
  bindings: readonly TaskBinding[],
  found: Found[],
): readonly Matched[] {
  const candidates = new Quotables(allItems(items));
  const fits: Matched[] = [];
  const taken = new Set<string>();
  for (const binding of bindings) {
    const match = theOne(binding.quote, candidates, (item) => `task ${item.number}`, binding.line);
    if ('finding' in match) found.push(match.finding);
    else if (taken.has(match.one.number)) found.push(twice(match.one, binding.line));
    else {
      taken.add(match.one.number);
      fits.push({ item: match.one, binding });
    }
  }
  const inside = fits.map((fit) => ({
    fit,
    holder: above(fit.item.number).find((number) => taken.has(number)),
  }));
  for (const { fit, holder } of inside) if (holder !== undefined) found.push(nested(fit, holder));
  return inside.filter(({ holder }) => holder === undefined).map(({ fit }) => fit);
}

/** The numbers of the items that hold an item, outermost first: `2` and `2.4` for `2.4.1`. */
function above(number: string): readonly string[] {
  const parts = number.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

function twice(item: Item, line: number): Found {
  return {
    rule: 'bindings.twice',
    severity: 'error',
    line,
    message: `A second binding fits task ${item.number}`,
    fix: 'Join the two: `run` takes a list',
  };
}

function nested({ item, binding }: Matched, above: string): Found {
  return {
    rule: 'bindings.nested',
    severity: 'error',
    line: binding.line,
    message: `Task ${item.number} is input of task ${above}, which is bound: it is not run by itself`,
    fix: `Take the binding of ${item.number} out, or the one of ${above}`,
  };
}
