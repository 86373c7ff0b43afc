import { severities } from '../rule.ts';
import type { RunbookPlace } from '../settings.ts';
import type { Said } from './finding.ts';
import type { ReadRule } from './read-rules.ts';

/** Whoever is told has to know whose it is, how urgent, and what to do. */
export function annotationFindings(
  { alert, labels, annotations }: ReadRule,
  runbook: RunbookPlace | undefined,
  anchors: ReadonlySet<string> | undefined,
): readonly Said[] {
  const found: Said[] = [];
  const severity = labels['severity'];
  if (severity === undefined || !severities.some((each) => each === severity))
    found.push({
      rule: 'alerts.severity',
      message:
        severity === undefined ? 'it has no severity' : `its severity ${severity} is none of ${severities.join(', ')}`,
      fix: `Give it the label \`severity: ${severities[1]}\`, or \`${severities[0]}\` when somebody has to be woken.`,
    });
  if ((labels['owner'] ?? '') === '')
    found.push({ rule: 'alerts.owner', message: 'it has no owner', fix: 'Give it the label `owner`.' });
  if ((annotations['summary'] ?? '').trim() === '')
    found.push({
      rule: 'alerts.summary',
      message: 'it has no summary',
      fix: 'Give it the annotation `summary`: one line.',
    });
  return [...found, ...runbookFindings(alert, annotations['runbook_url'] ?? '', runbook, anchors)];
}

function runbookFindings(
  alert: string,
  url: string,
  runbook: RunbookPlace | undefined,
  anchors: ReadonlySet<string> | undefined,
): readonly Said[] {
  const [page = '', anchor = ''] = url.split('#');
  if (url === '')
    return [{ rule: 'alerts.runbook', message: 'it has no runbook_url', fix: 'Give it the annotation `runbook_url`.' }];
  if (runbook === undefined || page !== runbook.url)
    return [
      {
        rule: 'alerts.runbook-elsewhere',
        message: `its runbook_url leads to ${page}, which is not looked at`,
        fix: `Let it lead to ${runbook?.url ?? 'what `alerts.runbook.url` names'}.`,
      },
    ];
  if (anchors === undefined)
    return [
      {
        rule: 'alerts.runbook-missing',
        message: `its runbook ${runbook.file} is not there`,
        fix: '`prestage alerts render --apply`.',
      },
    ];
  if (anchors.has(anchor)) return [];
  return [
    {
      rule: 'alerts.runbook-heading',
      message: `its runbook_url leads to the heading #${anchor}, which ${runbook.file} does not have`,
      fix: `Write the heading \`### ${alert}\` there, or \`prestage alerts render --apply\`.`,
    },
  ];
}
