import type { AllowedTool } from '../../../core/order.ts';
import { base } from './base.ts';

/** Beginnings of arguments that are allowed; no beginnings at all is any arguments. */
export type Beginnings = readonly (readonly string[])[];

/** Which programs children may call. */
export interface Allowance {
  /** Whether the order limits them; if not, calls are recorded alone. */
  readonly limited: boolean;
  /** As the order says it, for messages. */
  readonly stated: readonly string[];
  readonly tools: ReadonlyMap<string, Beginnings>;
}

/** The order's tools, the base, and what the bound action itself needs. What the order says of a program's arguments holds. */
export function allowanceOf(stated: readonly AllowedTool[], needs: readonly string[]): Allowance {
  const tools = new Map<string, Beginnings>(base.map((program) => [program, []]));
  for (const [program, beginnings] of beginningsIn(stated.map(({ words }) => words))) tools.set(program, beginnings);
  const needed = beginningsIn(needs.map((need) => need.split(' ')));
  for (const [program, beginnings] of needed) if (!tools.has(program)) tools.set(program, beginnings);
  return { limited: stated.length > 0, stated: stated.map(({ words }) => words.join(' ')), tools };
}

/**
 * The same for tools that packages bring: `npx supabase` allows the one of that name, and `npx` by itself all of them. What
 * runs scripts as an allowed `node` would is no other tool.
 */
export function ofPackages(allowance: Allowance): Allowance {
  const npx = allowance.tools.get('npx');
  if (!allowance.limited || npx?.length === 0) return { ...allowance, limited: false };
  const tools = new Map(allowance.tools);
  for (const [program, beginnings] of beginningsIn(npx ?? [])) if (!tools.has(program)) tools.set(program, beginnings);
  if (tools.has('node')) tools.set('tsx', tools.get('tsx') ?? []);
  return { ...allowance, tools };
}

/** `npx prettier` and `npx knip` are two beginnings; `npx` beside them allows all. */
function beginningsIn(words: readonly (readonly string[])[]): ReadonlyMap<string, Beginnings> {
  const found = new Map<string, Beginnings>();
  for (const [program, ...rest] of words) {
    if (program === undefined) continue;
    const before = found.get(program);
    const isOpen = rest.length === 0 || before?.length === 0;
    found.set(program, isOpen ? [] : [...(before ?? []), rest]);
  }
  return found;
}
