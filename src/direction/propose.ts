import { stringify } from 'yaml';
import type { Action } from '../core/action.ts';
import type { Item, Order } from '../core/order.ts';
import { proposeStep, recognisedBy, type ProposedStep, type Recognisable } from './proposal/proposed-step.ts';
import { shortestQuote } from './proposal/shortest-quote.ts';
import { Quotables } from './sidecar/quotables.ts';
import { allItems } from './sidecar/tasks.ts';

/** A sidecar to begin with, and the tasks that no action recognised. */
export interface Proposal {
  readonly yaml: string;
  readonly unbound: readonly Item[];
}

interface Entry {
  readonly quote: string;
  readonly steps: readonly ProposedStep[];
}

/**
 * Proposes bindings from what the actions recognise in the order's words. An item with a nested list that an action
 * recognises takes the list as its input. Inputs that an action asks for are named in comments: they are the author's.
 */
export function proposeBindings(order: Order, actions: readonly Action[]): Proposal {
  const all = new Quotables(allItems(order.items));
  const boxesToQuote = new Quotables(order.boxes);
  const checks = actions.filter(({ effects }) => effects === 'none');
  const { entries, unbound } = proposeTasks(order.items, all, actions);
  const boxes = order.boxes.map((box) => entryOf(box, boxesToQuote, checks)).filter((entry) => entry !== undefined);
  const line = (label: RegExp, from: readonly Action[]): Entry | undefined => {
    const lines = order.risk.filter((one) => label.test(one.label));
    return lines[0] === undefined ? undefined : entryOf(lines[0], new Quotables(lines), from);
  };
  const yaml = [
    ...listOf('tasks', 'task', 'run', entries),
    ...listOf('done', 'box', 'check', boxes),
    ...single('rollback', 'run', line(/^rollback/i, actions)),
    ...single('monitoring', 'check', line(/^monitoring/i, checks)),
  ];
  return { yaml: yaml.map((text) => `${text}\n`).join(''), unbound };
}

function proposeTasks(
  items: readonly Item[],
  all: Quotables<Item>,
  actions: readonly Action[],
): { entries: readonly Entry[]; unbound: readonly Item[] } {
  const entries: Entry[] = [];
  const unbound: Item[] = [];
  for (const item of items) {
    const entry = entryOf(item, all, actions);
    if (entry !== undefined) entries.push(entry);
    else if (item.children.length === 0) unbound.push(item);
    else {
      const below = proposeTasks(item.children, all, actions);
      entries.push(...below.entries);
      unbound.push(...below.unbound);
    }
  }
  return { entries, unbound };
}

/** Undefined when no action recognises it, or when no quotation fits it alone. */
function entryOf<One extends Recognisable>(
  one: One,
  all: Quotables<One>,
  actions: readonly Action[],
): Entry | undefined {
  const recognised = recognisedBy(one, actions);
  const quote = recognised.length === 0 ? undefined : shortestQuote(one, all);
  return quote === undefined ? undefined : { quote, steps: recognised.map((action) => proposeStep(one, action)) };
}

function listOf(key: string, quoteKey: string, stepKey: string, entries: readonly Entry[]): readonly string[] {
  if (entries.length === 0) return [];
  return [`${key}:`, ...entries.flatMap((entry) => bindingOf(quoteKey, stepKey, entry, ['  - ', '    ']))];
}

function single(key: string, stepKey: string, entry: Entry | undefined): readonly string[] {
  return entry === undefined ? [] : [`${key}:`, ...bindingOf('quote', stepKey, entry, ['  ', '  '])];
}

function bindingOf(
  quoteKey: string,
  stepKey: string,
  { quote, steps }: Entry,
  [first, rest]: readonly [string, string],
): readonly string[] {
  const head = `${first}${quoteKey}: ${JSON.stringify(quote)}`;
  const [only] = steps;
  if (only !== undefined && steps.length === 1) return [head, `${rest}${stepKey}: ${scalar(only)}`];
  return [head, `${rest}${stepKey}:`, ...steps.map((step) => `${rest}  - ${scalar(step)}`)];
}

function scalar({ text, missing }: ProposedStep): string {
  const value = stringify(text, { lineWidth: 0 }).trimEnd();
  return missing.length === 0 ? value : `${value} # add ${missing.map((name) => `${name}=…`).join(' ')}`;
}
