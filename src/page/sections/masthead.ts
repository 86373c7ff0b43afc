import type { RunRecord } from '../../core/record.ts';
import { html, type Html } from '../html/html.ts';

/** Whether this was a rehearsal or the real thing, said before anything else. */
export function modeBand(record: RunRecord): Html {
  return html`<div class="mode ${record.mode}">
    <p><strong>${record.mode === 'rehearsal' ? 'Rehearsal' : 'Live run'}</strong> <span>${modeWords(record)}</span></p>
  </div>`;
}

function modeWords(record: RunRecord): string {
  if (record.mode === 'rehearsal') return `${rehearsed}${standInWords(record)}`;
  const names = environmentsOf(record);
  return names.length === 0 ? 'For real, on this workspace alone.' : `For real, on ${names.join(' and ')}.`;
}

const rehearsed =
  'Done in a copy of the workspace, apart from every real environment. Nothing here ticks a box of the real direction.';

/** Which engine stood for what: what holds on one may not hold on another. */
function standInWords({ standIns = [] }: RunRecord): string {
  return standIns
    .map(
      ({ environment, service, engine, version, faults = [] }) =>
        ` For ${service} of ${environment} stood ${version}, ${engine}${faults.length === 0 ? '' : `, made to have ${faults.join(', ')}`}.`,
    )
    .join('');
}

function environmentsOf({ tasks }: RunRecord): readonly string[] {
  const names = tasks.flatMap(({ actions }) => actions.flatMap(({ environment }) => environment ?? []));
  return [...new Set(names)].toSorted();
}

/** What the direction was, and the way through the page. */
export function masthead(record: RunRecord): Html {
  const { direction, run } = record;
  return html`<header class="masthead">
    <div class="masthead-line">
      <p class="brand">
        ${lamps}<span>Prestage</span> <span class="soft">run <code>${run}</code></span>
      </p>
      ${contents(record)}
    </div>
    <h1>${direction.title}</h1>
    <p class="source">
      <code>${direction.path}</code> <span class="soft">sha256 <code>${direction.digest.slice(0, 12)}</code></span>
    </p>
  </header>`;
}

function contents({ boxes }: RunRecord): Html {
  return html`<nav aria-label="On this page">
    <ul class="contents">
      ${boxes.length > 0 && html`<li><a href="#done">Definition of Done</a></li>`}
      <li><a href="#tasks">Tasks</a></li>
      <li><a href="#constraints">Constraints</a></li>
      <li><a href="#proof">Verify</a></li>
    </ul>
  </nav>`;
}

/** The two small bulbs at the top of a drag strip's tree. */
const lamps = html`<svg class="lamps" viewBox="0 0 22 10" width="22" height="10" aria-hidden="true">
  <circle cx="5" cy="5" r="4" />
  <circle cx="17" cy="5" r="4" />
</svg>`;
