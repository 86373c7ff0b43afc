import { safeLine } from '../../../../core/untrusted.ts';
import type { IssueText } from '../../../../services/github/issues.ts';
import { groupsOf, openingLine, type Digest, type Links } from '../../message/digest.ts';
import { commandOf, evidenceOf, followed, runbookOf } from '../../message/link.ts';
import { clauseOf, momentWords } from '../../message/words.ts';
import { markerOf, toldOf } from './marks.ts';
import type { OpenOne } from './standing.ts';

const mostNamed = 3;

/** How it stands now: the issue is this and nothing older, whatever it said before. */
export function issueText(digest: Digest, open: readonly OpenOne[]): IssueText {
  const { links, at } = digest;
  const parts = [
    `${markerOf(digest)}\n${toldOf(digest.actions)}`,
    open.length === 0 ? `All that was open on ${safeLine(digest.environment)} is over.` : '',
    ...open.map((one) => entry(one, links)),
    groupsOf(digest)
      .filter(({ last }) => last.kind === 'close')
      .map(({ incident, last }) => `- ${code(incident.check)} ${clauseOf(last)}, ${momentWords(last.at)}`)
      .join('\n'),
    [
      `Look again: ${code(commandOf(digest.environment))}`,
      ...(links.run === undefined ? [] : [`Run: ${links.run}`]),
    ].join('  \n'),
    ...digest.remarks.map(code),
    `<sub>Kept by Prestage, as of ${momentWords(at)}. What is written over it is lost; comments stay.</sub>`,
  ];
  return { title: titleOf(digest, open), body: `${parts.filter((part) => part !== '').join('\n\n')}\n` };
}

/** Editing tells nobody: who follows the issue hears of news in a comment. */
export function newsText(digest: Digest): string {
  const lines = groupsOf(digest).map(
    ({ incident, last, state }) =>
      `- **${state}** ${code(incident.check)} ${clauseOf(last)}: ${code(last.said.summary)}`,
  );
  const run = digest.links.run === undefined ? [] : [`Run: ${digest.links.run}`];
  return [openingLine(digest).replaceAll(/[@#<>[\]`*_]/gu, ' '), lines.join('\n'), ...run].join('\n\n');
}

function titleOf({ environment, mode }: Digest, open: readonly OpenOne[]): string {
  const of = mode === 'rehearsal' ? `rehearsal of ${environment}` : environment;
  const [worst] = open;
  if (worst === undefined) return safeLine(`[UP] ${of}`);
  const names = open.slice(0, mostNamed).map(({ incident }) => incident.check);
  const more = open.length > mostNamed ? ` and ${open.length - mostNamed} more` : '';
  return safeLine(`[${worst.state}] ${of}: ${names.join(', ')}${more}`).slice(0, 250);
}

function entry({ incident, said, state }: OpenOne, links: Links): string {
  const runbook = runbookOf(incident.check, links);
  const evidence = evidenceOf(incident.check, links);
  const lines = [
    `### ${state} ${code(incident.check)}`,
    ...(said === undefined ? [] : [code(`${said.code === undefined ? '' : `${said.code}: `}${said.summary}`)]),
    `Since ${momentWords(incident.since)}`,
    ...(said?.next === undefined ? [] : [`Next: ${code(said.next)}`]),
    ...(runbook === undefined ? [] : [`Runbook: ${link(followed(runbook, links))}`]),
    ...(evidence === undefined ? [] : [`Evidence: ${link(evidence)}`]),
    `Incident ${code(incident.uuid)}`,
  ];
  return lines.join('  \n');
}

function link({ words, href }: { readonly words: string; readonly href?: string }): string {
  return href === undefined ? code(words) : `[${code(words)}](${href.replaceAll(/[()<>\s]/gu, encodeURIComponent)})`;
}

/** A service's words as code: they call nobody, link nowhere and are no markup. */
function code(text: string): string {
  return `\`${safeLine(text).replaceAll('`', "'")}\``;
}
