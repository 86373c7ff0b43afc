import { safeLine } from '../../../core/untrusted.ts';
import { openingLine, groupsOf, type Digest, type Group } from './digest.ts';
import { commandOf, evidenceOf, followed, runbookOf } from './link.ts';
import { clauseOf, lastedWords, momentWords, standingOf } from './words.ts';

/** The message as plain text: what a phone shows first, and what is read when nothing else works. */
export function digestText(digest: Digest): string {
  const groups = groupsOf(digest);
  const parts = [
    openingLine(digest),
    ...groups.map((group) => groupText(group, digest)),
    othersText(digest),
    digest.up.length === 0 ? '' : `Passed just now: ${digest.up.map(safeLine).join(', ')}.`,
    linksText(digest),
    ...digest.remarks.map(safeLine),
    footer(digest),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function groupText({ incident, actions, last, state }: Group, { links }: Digest): string {
  const { said } = last;
  const runbook = runbookOf(incident.check, links);
  const evidence = evidenceOf(incident.check, links);
  const code = said.code === undefined || last.kind === 'close' ? '' : ` (${said.code})`;
  const lines = [
    `${state}  ${safeLine(incident.check)}${code}`,
    `  ${safeLine(said.summary)}`,
    ...timesOf({ incident, actions, last }).map((line) => `  ${line}`),
    ...(said.next === undefined || last.kind === 'close' ? [] : [`  Next: ${safeLine(said.next)}`]),
    ...(runbook === undefined || last.kind === 'close' ? [] : [`  Runbook: ${hrefOrWords(runbook, links)}`]),
    ...(evidence === undefined ? [] : [`  Evidence: ${evidenceWords(evidence)}`]),
    `  Incident ${incident.uuid}`,
  ];
  return lines.join('\n');
}

/** Since when, or how long it was; and what could not be told before. */
export function timesOf({ incident, actions, last }: Pick<Group, 'incident' | 'actions' | 'last'>): readonly string[] {
  const since = `since ${momentWords(incident.since)}`;
  const times =
    last.kind === 'close'
      ? [`Lasted ${lastedWords(incident.since, last.at)}, ${since} until ${momentWords(last.at)}`]
      : [
          `Since ${momentWords(incident.since)}${last.at === incident.since ? '' : `, ${lastedWords(incident.since, last.at)} by now`}`,
        ];
  const before = actions.slice(0, -1).map((action) => `${clauseOf(action)}, ${momentWords(action.at)}`);
  return before.length === 0 ? times : [...times, `What could not be sent before: ${before.join('; ')}`];
}

function othersText({ others }: Digest): string {
  if (others.length === 0) return '';
  const lines = others.map(
    (incident) =>
      `  ${standingOf(incident, incident.last)}  ${safeLine(incident.check)}, since ${momentWords(incident.since)}`,
  );
  return ['Open before, and no news of it:', ...lines].join('\n');
}

function linksText({ environment, links }: Digest): string {
  return [
    `Look again:  ${commandOf(environment)}`,
    ...(links.run === undefined ? [] : [`Run:         ${links.run}`]),
  ].join('\n');
}

function hrefOrWords(target: string, links: Digest['links']): string {
  const { words, href } = followed(target, links);
  return safeLine(href ?? words);
}

/** An artifact holds more than the one record. */
function evidenceWords({ words, href }: { readonly words: string; readonly href?: string }): string {
  if (href === undefined) return safeLine(words);
  return safeLine(href.endsWith(words) ? href : `${words}, in ${href}`);
}

function footer({ environment, mode, isTest, at }: Digest): string {
  const what = isTest ? 'A test' : mode === 'rehearsal' ? 'A rehearsal' : 'Sent by Prestage';
  return `-- \n${what} about ${safeLine(environment)}, ${momentWords(at)}. Nobody reads what is answered to it.`;
}
