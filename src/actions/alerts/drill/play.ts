import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionContext } from '../../../core/action.ts';
import { alertmanager, prometheus } from '../../../services/prometheus/argv.ts';
import type { AlertPrograms } from '../../../services/prometheus/find.ts';
import { serve, type Served } from '../../../services/prometheus/serve.ts';
import { renderRules } from '../render/rules-file.ts';
import { allBehaviours, allRules } from '../rules-of.ts';
import type { AlertRule } from '../rule.ts';
import { runbookUrlOf } from '../runbook-url.ts';
import type { AlertsSettings, RunbookPlace } from '../settings.ts';
import { alertmanagerConfig, prometheusConfig, type DrillTimes } from './configs.ts';
import { openStation, type Station } from './station.ts';
import { outcomesOf, playPhase, type DrilledRule } from './timeline.ts';

export interface DrillWish {
  readonly settings: AlertsSettings & { readonly runbook: RunbookPlace };
  readonly programs: AlertPrograms;
  /** By what every duration is divided. */
  readonly scale: number;
  readonly times: DrillTimes;
  /** Of Prometheus; Alertmanager has the next one. Free ones when absent. */
  readonly port?: number;
}

/** Starts both servers, lets every rule fire and end, and stops everything, whatever happens. */
export async function playDrill({ exec, say }: ActionContext, wish: DrillWish): Promise<readonly DrilledRule[]> {
  const { settings, scale } = wish;
  const folder = await mkdtemp(join(tmpdir(), 'prestage-alerts-'));
  const station = await openStation(Object.values(allBehaviours(settings, scale)));
  const served: Served[] = [];
  try {
    const files = await writeConfigs(folder, wish);
    const open = async (name: string, port: number | undefined, command: Parameters<typeof serve>[1]['command']) => {
      const config = join(folder, `${name.toLowerCase()}.yml`);
      const data = join(folder, `${name.toLowerCase()}.data`);
      const one = await serve(exec, { name, config, data, command, ...(port === undefined ? {} : { port }) });
      served.push(one);
      return one;
    };
    await files.alertmanager(station.port);
    const next = wish.port === undefined ? undefined : wish.port + 1;
    const manager = await open('Alertmanager', next, (place) => alertmanager(wish.programs.alertmanager, place));
    await files.prometheus({ station: station.port, alertmanager: manager.url });
    await open('Prometheus', wish.port, prometheus);
    return await play(station, wish, say);
  } finally {
    for (const one of served.toReversed()) await one.stop();
    await station.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeConfigs(folder: string, { settings, scale, times }: DrillWish) {
  const rules = renderRules(allRules(settings, scale), runbookUrlOf(settings.runbook));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'rules.yml'), rules);
  return {
    alertmanager: async (station: number) =>
      writeFile(join(folder, 'alertmanager.yml'), alertmanagerConfig(times, station)),
    prometheus: async (ports: Parameters<typeof prometheusConfig>[1]) =>
      writeFile(join(folder, 'prometheus.yml'), prometheusConfig(times, ports, 'rules.yml')),
  };
}

async function play(
  station: Station,
  { settings, scale, times }: DrillWish,
  say: ActionContext['say'],
): Promise<readonly DrilledRule[]> {
  const rules = allRules(settings);
  const path = times.scrapeMs / 2 + times.evaluateMs / 2 + times.waitMs;
  const expected = (rule: AlertRule): number => detectionMs(rule) / scale + path;
  // Long enough for every rate to have something to look at.
  await new Promise((resolve) => setTimeout(resolve, Math.max(5_000, 8 * times.scrapeMs)));
  const drilled: DrilledRule[] = [];
  for (const state of ['bad', 'silent'] as const) {
    const own = rules.filter(({ firesWhen }) => firesWhen === state);
    say(`the target is ${state}: ${own.length} alerts have to fire`);
    const slowest = Math.max(0, ...own.map(expected));
    const phase = await playPhase(station, state, own, { fireMs: slowest * 2 + 15_000, resolveMs: 30_000 + slowest });
    drilled.push(...outcomesOf(phase, station.notices, expected));
  }
  return drilled;
}

/** When all is bad at once. */
function detectionMs({ detection }: AlertRule): number {
  return detection.kind === 'since' ? (detection.shownMs ?? detection.ms) : (detection.after(1) ?? 0);
}
