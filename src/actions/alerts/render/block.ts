import type { Block } from '../../report/blocks.ts';
import { allRules } from '../rules-of.ts';
import type { AlertRule } from '../rule.ts';
import type { AlertsSettings } from '../settings.ts';
import { matrixLines, pathMs } from './matrix.ts';

/** What the runbook says of the alerts: what each means, what to do, and how soon it comes. */
export function alertsBlock(settings: AlertsSettings): Block {
  const rules = allRules(settings);
  const { scrape, evaluate, wait, file, tests } = settings;
  return {
    name: 'alerts',
    lines: [
      '## Alerts',
      '',
      `The rules are \`${file}\`, their unit tests \`${tests}\`: \`prestage alerts render\` writes both from prestage.config.ts, \`prestage alerts check\` looks at them, \`prestage alerts drill\` lets each of them fire. A page wakes somebody; a ticket is looked at on a working day.`,
      '',
      ...rules.flatMap(alertLines),
      '### How bad, how soon',
      '',
      `Until the notice leaves Alertmanager, with a scrape every ${scrape}, an evaluation every ${evaluate} and a group_wait of ${wait}; reckoned for steady traffic, and held to by the unit tests.`,
      '',
      ...matrixLines(rules, pathMs(settings)),
    ],
  };
}

function alertLines({ alert, severity, owner, means, steps }: AlertRule): readonly string[] {
  return [
    `### ${alert}`,
    '',
    `A ${severity}, for ${owner}. ${means}`,
    '',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
    '',
  ];
}
