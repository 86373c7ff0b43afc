import { html, type Html } from '../../../page/html/html.ts';
import { prose } from '../../../page/html/prose.ts';
import { groupsOf, openingLine, type Digest, type Group, type Links } from './digest.ts';
import { commandOf, evidenceOf, followed, runbookOf } from './link.ts';
import { timesOf } from './text.ts';
import { momentWords, standingOf, type StateWord } from './words.ts';

/** Mail programs drop style sheets: what it looks like stands in each element, and nothing is loaded. */
const font = "font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";
const mono = "font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:13px";
const soft = 'color:#5a6068;font-size:14px';

const colours: Readonly<Record<StateWord, string>> = {
  DOWN: '#b3201d',
  FLAPPING: '#8f4300',
  'NO DATA': '#515861',
  DEGRADED: '#73501d',
  RECOVERING: '#73501d',
  RECOVERED: '#0b6b42',
  'DATA IS BACK': '#0b6b42',
  WITHDRAWN: '#5a6068',
};

/** The same as the text, to look at. */
export function digestHtml(digest: Digest): string {
  const groups = groupsOf(digest);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>${openingLine(digest)}</title>
      </head>
      <body style="margin:0;padding:24px 16px;background:#fdfdfc;color:#1c1f23;${font};font-size:16px;line-height:1.5">
        <div style="max-width:600px;margin:0 auto;overflow-wrap:anywhere">
          <p style="margin:0 0 20px;font-size:18px;font-weight:600">${openingLine(digest)}</p>
          ${groups.map((group) => groupHtml(group, digest.links))} ${othersHtml(digest)}
          ${digest.up.length > 0 && html`<p style="margin:16px 0;${soft}">Passed just now: ${digest.up.join(', ')}.</p>`}
          ${linksHtml(digest)} ${digest.remarks.map((remark) => html`<p style="margin:16px 0;${soft}">${remark}</p>`)}
          <p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #e2e4e0;${soft}">${footerOf(digest)}</p>
        </div>
      </body>
    </html> `.toString();
}

function groupHtml({ incident, actions, last, state }: Group, links: Links): Html {
  const { said } = last;
  const isOver = last.kind === 'close';
  const runbook = runbookOf(incident.check, links);
  const evidence = evidenceOf(incident.check, links);
  return html`<div
    style="margin:0 0 16px;padding:12px 16px;border-left:4px solid ${colours[state]};background:#f4f5f3;overflow-wrap:anywhere"
  >
    <p style="margin:0;font-weight:700;color:${colours[state]}">
      ${state}
      <span style="color:#1c1f23"
        >${incident.check}${said.code !== undefined && !isOver && html` <span style="${mono};font-weight:400">${said.code}</span>`}</span
      >
    </p>
    <p style="margin:4px 0">${prose(said.summary)}</p>
    ${timesOf({ incident, actions, last }).map((line) => html`<p style="margin:0;${soft}">${line}</p>`)}
    ${said.next !== undefined && !isOver && html`<p style="margin:8px 0 0"><strong>Next:</strong> ${prose(said.next)}</p>`}
    ${runbook !== undefined && !isOver && html`<p style="margin:4px 0 0">Runbook: ${linkHtml(runbook, links)}</p>`}
    ${evidence !== undefined && html`<p style="margin:4px 0 0">Evidence: ${anchorHtml(evidence)}</p>`}
    <p style="margin:8px 0 0;color:#5a6068;${mono};font-size:12px">incident ${incident.uuid}</p>
  </div>`;
}

function othersHtml({ others }: Digest): Html | false {
  if (others.length === 0) return false;
  const items = others.map(
    (incident) =>
      html`<li>
        <strong style="color:${colours[standingOf(incident, incident.last)]}"
          >${standingOf(incident, incident.last)}</strong
        >
        ${incident.check}, since ${momentWords(incident.since)}
      </li>`,
  );
  return html`<p style="margin:16px 0 4px">Open before, and no news of it:</p>
    <ul style="margin:0 0 16px;padding-left:20px">
      ${items}
    </ul>`;
}

function linksHtml({ environment, links }: Digest): Html {
  const rows: readonly (readonly [string, Html | undefined])[] = [
    ['Look again', html`<code style="${mono}">${commandOf(environment)}</code>`],
    ['Run', links.run === undefined ? undefined : linkHtml(links.run, links)],
  ];
  return html`<table role="presentation" style="border-collapse:collapse;margin:16px 0">
    ${rows.map(
      ([label, value]) =>
        value !== undefined &&
        html`<tr>
          <td style="padding:2px 16px 2px 0;vertical-align:top;${soft}">${label}</td>
          <td style="padding:2px 0;word-break:break-word">${value}</td>
        </tr>`,
    )}
  </table>`;
}

function linkHtml(target: string, links: Links): Html {
  return anchorHtml(followed(target, links));
}

function anchorHtml({ words, href }: { readonly words: string; readonly href?: string }): Html {
  if (href === undefined) return html`<code style="${mono}">${words}</code>`;
  return html`<a href="${href}" style="color:#1a56b0">${words}</a>`;
}

function footerOf({ environment, mode, isTest, at }: Digest): string {
  const what = isTest ? 'A test' : mode === 'rehearsal' ? 'A rehearsal' : 'Sent by Prestage';
  return `${what} about ${environment}, ${momentWords(at)}. Nobody reads what is answered to it.`;
}
