import { checksToWatch } from '../../../actions/health/watch/checks.ts';
import { createMetrics } from '../../../actions/health/watch/metrics.ts';
import { serveWatch, type ServedWatch } from '../../../actions/health/watch/serve.ts';
import { watchHealth } from '../../../actions/health/watch/watch.ts';
import { loadWorkspace } from '../../../config/load.ts';
import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { openContexts } from '../../../run/standing-context.ts';
import type { CliContext } from '../../app/context.ts';
import type { Block } from '../../output/port.ts';
import { meansOf } from '../means.ts';
import { portOf } from '../port.ts';
import { workspaceRoot } from '../workspace.ts';
import type { WatchFlags } from './routes.ts';

/** Watches until it is interrupted, which is how it is meant to end. */
export async function watchCommand(
  { cli, output, untilInterrupted }: CliContext,
  flags: WatchFlags,
): Promise<ExitCode> {
  const workspace = await loadWorkspace(workspaceRoot(cli.cwd, flags.workspace));
  const contexts = await openContexts(meansOf(workspace, cli, (line) => output.progress(line)));
  const { settings, watched } = await checksToWatch(workspace, flags.env, (environment) => contexts.of(environment));
  const place = {
    host: flags.host ?? settings.watch.host,
    port: flags.port === undefined ? settings.watch.port : portOf(flags.port),
  };
  const stop = untilInterrupted();
  const metrics = createMetrics(cli.version(), cli.clock);
  const watch = watchHealth(watched, settings, (result) => metrics.observe(result));
  let served: ServedWatch | undefined;
  try {
    served = await serveWatch(watch, metrics, place);
    const environments = watched.map(({ environment }) => environment);
    const checks = watched.reduce((sum, one) => sum + one.checks.length, 0);
    output.payload({ url: served.url, environments, checks }, blocks(served.url, environments, checks));
    await stop;
  } finally {
    await served?.stop();
    await watch.stop();
    await contexts.close();
  }
  output.progress('the watch has ended');
  return exitCodes.settled;
}

function blocks(url: string, environments: readonly string[], checks: number): readonly Block[] {
  return [
    { kind: 'line', text: `Watching ${checks} checks of ${environments.join(', ')}` },
    {
      kind: 'table',
      head: ['what', 'where'],
      rows: [
        ['metrics for Prometheus', `${url}/metrics`],
        ['whether the watch works', `${url}/health`],
      ],
    },
    { kind: 'note', text: 'Ctrl-C stops it.' },
  ];
}
