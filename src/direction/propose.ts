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
  /** How many bindings stand in comments, since an input is the author's to add. */
  readonly incomplete: number;
}

interface Entry {
  readonly quote: string;
  readonly steps: readonly ProposedStep[];
}

/**
 * Proposes bindings from what the actions recognise in the order's words, with the inputs that the words name. An item with a
 * nested list that an action recognises takes the list as its input. A binding that lacks an input is proposed as a comment
 * that says which: the author completes it, and until then the task is unbound rather than bound to what cannot run.
 */
export function proposeBindings(order: Order, actions: readonly Action[]): Proposal {
  const all = new Quotables(allItems(order.items));
  const boxesToQuote = new Quotables(order.boxes);
  const checks = actions.filter(({ effects }) => effects === 'none');
  const subject = subjectOf(order);
  const entryFor: Proposing = (one, among, from) => entryOf(one, among, from, subject);
  const { entries, unbound } = proposeTasks(order.items, (item) => entryFor(item, all, actions));
  const boxes = order.boxes.map((box) => entryFor(box, boxesToQuote, checks)).filter((entry) => entry !== undefined);
  const line = (label: RegExp, from: readonly Action[]): Entry | undefined => {
    const lines = order.risk.filter((one) => label.test(one.label));
    return lines[0] === undefined ? undefined : entryFor(lines[0], new Quotables(lines), from);
  };
  const rollback = line(/^rollback/i, actions);
  const monitoring = line(/^monitoring/i, checks);
  const yaml = [
    ...listOf('tasks', 'task', 'run', entries),
    ...listOf('done', 'box', 'check', boxes),
    ...single('rollback', 'run', rollback),
    ...single('monitoring', 'check', monitoring),
  ];
  const proposed = [...entries, ...boxes, rollback, monitoring].filter((entry) => entry !== undefined);
  return { yaml: yaml.map((text) => `${text}\n`).join(''), unbound, incomplete: proposed.filter(isIncomplete).length };
}

type Proposing = <One extends Recognisable>(
  one: One,
  all: Quotables<One>,
  actions: readonly Action[],
) => Entry | undefined;

/** What "the file" is in an order that may touch just one. */
function subjectOf({ constraints }: Order): string | undefined {
  const [only, ...others] = constraints.touched;
  return others.length === 0 && only !== undefined && /\.\w+$/.test(only) && !/[*{[]/.test(only) ? only : undefined;
}

function proposeTasks(
  items: readonly Item[],
  propose: (item: Item) => Entry | undefined,
): { entries: readonly Entry[]; unbound: readonly Item[] } {
  const entries: Entry[] = [];
  const unbound: Item[] = [];
  for (const item of items) {
    const entry = propose(item);
    if (entry !== undefined) entries.push(entry);
    else if (item.children.length === 0) unbound.push(item);
    else {
      const below = proposeTasks(item.children, propose);
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
  subject: string | undefined,
): Entry | undefined {
  const recognised = recognisedBy(one, actions);
  const quote = recognised.length === 0 ? undefined : shortestQuote(one, all);
  return quote === undefined
    ? undefined
    : { quote, steps: recognised.map((action) => proposeStep(one, action, subject)) };
}

function listOf(key: string, quoteKey: string, stepKey: string, entries: readonly Entry[]): readonly string[] {
  if (entries.length === 0) return [];
  return [headOf(key, entries), ...entries.flatMap((entry) => bindingOf(quoteKey, stepKey, entry, ['  - ', '    ']))];
}

function single(key: string, stepKey: string, entry: Entry | undefined): readonly string[] {
  return entry === undefined ? [] : [headOf(key, [entry]), ...bindingOf('quote', stepKey, entry, ['  ', '  '])];
}

/** A key without anything but comments under it is a comment too. */
function headOf(key: string, entries: readonly Entry[]): string {
  return entries.every(isIncomplete) ? `# ${key}:` : `${key}:`;
}

function isIncomplete({ steps }: Entry): boolean {
  return steps.some(({ missing }) => missing.length > 0);
}

function bindingOf(
  quoteKey: string,
  stepKey: string,
  entry: Entry,
  indents: readonly [string, string],
): readonly string[] {
  const lines = linesOf(quoteKey, stepKey, entry, indents);
  return isIncomplete(entry) ? lines.map((line) => `# ${line}`) : lines;
}

function linesOf(
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
