import { z } from 'zod';
import { duration } from '../notify/duration.ts';
import { definition } from './kinds/registry.ts';

const source = z
  .strictObject({
    recorded: z.string().min(1).optional().describe('A file with what it showed once: `curl -s URL > FILE`.'),
    url: z
      .url({ protocol: /^https?$/u })
      .optional()
      .describe('Where it shows its metrics: asked in a live run.'),
  })
  .refine(({ recorded, url }) => recorded !== undefined || url !== undefined, 'has neither `recorded` nor `url`');

/** The config's section `alerts`. Without `rules` there is nothing to render. */
export const alertsSettings = z.strictObject({
  file: z.string().min(1).default('prometheus-alerts.yml').describe('The rules, for `rule_files` of Prometheus.'),
  tests: z
    .string()
    .min(1)
    .default('prometheus-alerts.test.yml')
    .describe('Their unit tests, for `promtool test rules`.'),
  owner: z.string().min(1).default('unowned').describe('Who alerts belong to that name nobody else.'),
  runbook: z
    .strictObject({
      file: z.string().regex(/\.md$/u, 'is no Markdown file').default('docs/runbooks/production_deployment.md'),
      url: z
        .url({ protocol: /^https?$/u })
        .describe('Where people read that file, such as https://github.com/acme/shop/blob/main/docs/runbook.md.'),
    })
    .optional(),
  scrape: duration.default('15s').describe('How often Prometheus asks its targets.'),
  evaluate: duration.default('30s').describe('How often it looks at the rules.'),
  wait: duration.default('30s').describe('`group_wait` of Alertmanager.'),
  targets: z.record(z.string(), source).default({}).describe('What shows the metrics that the rules are about.'),
  rules: z
    .record(z.string().regex(/^[A-Z][A-Za-z0-9]*$/u, 'is no name of alerts such as `TileLatency`'), definition)
    .default({})
    .describe('By the name that their alerts begin with.'),
});

export type AlertsSettings = z.infer<typeof alertsSettings>;
export type RunbookPlace = NonNullable<AlertsSettings['runbook']>;
