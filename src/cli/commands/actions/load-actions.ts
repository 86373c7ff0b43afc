import { catalogue } from '../../../actions/registry.ts';
import type { Action } from '../../../core/action.ts';

/** Actions by id, in the order in which they are asked for. */
export async function loadActions(ids: readonly string[]): Promise<readonly Action[]> {
  const actions = await Promise.all(ids.map(async (id) => catalogue.load(id)));
  return actions.filter((action) => action !== undefined);
}

export function areaOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

export function verbOf(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}
