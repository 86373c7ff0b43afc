import { buildRouteMap } from '@stricli/core';
import { catalogue } from '../../../actions/registry.ts';
import type { CliContext, Target } from '../../app/context.ts';
import { actionTarget } from './action-command.ts';
import { areaOf, loadActions, verbOf } from './load-actions.ts';

/** One command for each action of an area. */
export async function areaTargets(area: string): Promise<Readonly<Record<string, Target>>> {
  const actions = await loadActions(catalogue.ids.filter((id) => areaOf(id) === area));
  return Object.fromEntries(actions.map((action) => [verbOf(action.id), actionTarget(action)]));
}

export async function loadArea(area: string, brief: string): Promise<Target> {
  return buildRouteMap<string, CliContext>({ routes: await areaTargets(area), docs: { brief } });
}
