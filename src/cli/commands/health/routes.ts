import { buildCommand, buildRouteMap } from '@stricli/core';
import { settling, type CliContext, type Target } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';
import { areaTargets } from '../actions/area.ts';

export interface WatchFlags extends CommonFlags {
  readonly env?: string;
  readonly host?: string;
  readonly port?: string;
}

const watch = buildCommand<WatchFlags, [], CliContext>({
  docs: {
    brief: 'Run the checks again and again until Ctrl-C, and serve /metrics and /health',
    fullDescription:
      'Runs the checks again and again, each as often as its `every` says, until Ctrl-C. Serves /metrics for Prometheus and\n' +
      '/health, which says whether the watch itself can be relied on, on loopback alone unless --host names another address.\n' +
      'Archives a record when a check changes, and every `archiveEvery` minutes.',
  },
  parameters: {
    flags: {
      env: { ...textFlag('NAME', 'One environment; all of the config when absent'), optional: true },
      host: { ...textFlag('ADDRESS', 'Where it listens; as the config says when absent'), optional: true },
      port: { ...textFlag('PORT', 'The port, 0 for a free one; as the config says when absent'), optional: true },
      ...commonFlags,
    },
  },
  loader: async () => settling((await import('./watch.ts')).watchCommand),
});

/** The actions of the area, and the watch, which is none: it has no end. */
export async function loadHealth(area: string, brief: string): Promise<Target> {
  const routes = { ...(await areaTargets(area)), watch };
  return buildRouteMap<string, CliContext>({ routes, docs: { brief } });
}
