import { firstDifference } from '../render/difference.ts';
import { authorOf } from '../render/marked.ts';
import { renderRules } from '../render/rules-file.ts';
import { allRules } from '../rules-of.ts';
import { runbookUrlOf } from '../runbook-url.ts';
import type { AlertsSettings } from '../settings.ts';
import type { RuleFinding } from './finding.ts';

/** Whether the file is still what the definitions give; one that was never rendered is nobody's but its author's. */
export function stalenessOf(settings: AlertsSettings, text: string): readonly RuleFinding[] {
  const { runbook, file } = settings;
  const author = authorOf(text);
  if (author === 'theirs' || runbook === undefined || Object.keys(settings.rules).length === 0) return [];
  const wanted = renderRules(allRules(settings), runbookUrlOf(runbook));
  if (author === 'ours' && wanted === text) return [];
  const difference = firstDifference(wanted, text);
  const line = Number(/^line (\d+)/u.exec(difference)?.[1] ?? 1);
  return author === 'edited'
    ? [
        {
          rule: 'alerts.hand-edited',
          alert: '',
          line,
          message: `${file} was edited by hand: ${difference}`,
          fix: `Put the edit into prestage.config.ts, take it back with \`git checkout ${file}\`, and \`prestage alerts render --apply\`.`,
        },
      ]
    : [
        {
          rule: 'alerts.stale',
          alert: '',
          line,
          message: `${file} is not what the config gives now: ${difference}`,
          fix: '`prestage alerts render --apply`.',
        },
      ];
}
