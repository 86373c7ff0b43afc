import type { ActionContext } from '../../core/action.ts';

/** As the config names them, sorted. */
export function environmentNames({ settings }: Pick<ActionContext, 'settings'>): readonly string[] {
  const section = settings('environments');
  return typeof section === 'object' && section !== null ? Object.keys(section).toSorted() : [];
}
