import type { ActionContext } from '../../../../core/action.ts';
import type { Translation } from './finding.ts';

/** An address that orders and notes name and that the service does not have, and what is asked in its place. */
export interface Misnomer {
  readonly name: string;
  readonly done: string;
}

/** Undefined when the order names none of them: nobody asked then. */
export function translated(
  { order, item }: Pick<ActionContext, 'order' | 'item'>,
  misnomers: readonly Misnomer[],
): Translation | undefined {
  const words = `${order?.source ?? ''}\n${item?.raw ?? ''}`;
  const named = misnomers.filter(({ name }) => words.includes(name));
  if (named.length === 0) return undefined;
  return { asked: named.map(({ name }) => name).join(' and '), done: named.map(({ done }) => done).join('; ') };
}
