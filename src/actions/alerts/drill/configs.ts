import { durationText } from '../../../services/promql/duration.ts';
import { severities } from '../rule.ts';
import { yamlOf } from '../render/yaml.ts';

/** Everything a drill's two servers are told, in milliseconds. */
export interface DrillTimes {
  readonly scrapeMs: number;
  readonly evaluateMs: number;
  readonly waitMs: number;
  /** `group_interval`: how long a resolved alert waits for its notice, at the most. */
  readonly groupMs: number;
}

export interface DrillPorts {
  readonly station: number;
  /** Of Alertmanager, with `http://`. */
  readonly alertmanager: string;
}

/** `rules` is a path beside the config. */
export function prometheusConfig(times: DrillTimes, ports: DrillPorts, rules: string): string {
  return yamlOf({
    global: {
      scrape_interval: durationText(times.scrapeMs),
      scrape_timeout: durationText(times.scrapeMs),
      evaluation_interval: durationText(times.evaluateMs),
    },
    rule_files: [rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [ports.alertmanager.replace('http://', '')] }] }] },
    scrape_configs: [
      { job_name: 'drill', honor_labels: true, static_configs: [{ targets: [`127.0.0.1:${ports.station}`] }] },
    ],
  });
}

/** A receiver for each severity, and one for what goes nowhere else: that must stay empty. */
export function alertmanagerConfig(times: DrillTimes, station: number): string {
  const receivers = [...severities, 'nobody'];
  return yamlOf({
    route: {
      receiver: 'nobody',
      group_by: ['...'],
      group_wait: durationText(times.waitMs),
      group_interval: durationText(times.groupMs),
      repeat_interval: '1h',
      routes: severities.map((severity) => ({ receiver: severity, matchers: [`severity="${severity}"`] })),
    },
    receivers: receivers.map((name) => ({
      name,
      webhook_configs: [{ url: `http://127.0.0.1:${station}/${name}`, send_resolved: true }],
    })),
  });
}
