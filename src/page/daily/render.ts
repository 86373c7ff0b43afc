import { htmlDocument } from '../document.ts';
import { badge, icon } from '../html/icons.ts';
import { html, type Html } from '../html/html.ts';
import { prose } from '../html/prose.ts';
import type { Verdict } from '../../core/verdict.ts';
import { spanWords } from '../words/span.ts';
import { moment, timeOfDay } from '../words/moment.ts';
import type { Artifact, CheckDay, DailyReport, DayState, EnvironmentDay } from './model.ts';
import {
  ageWords,
  budgetWords,
  daySentence,
  gapWords,
  latencyWords,
  percentWords,
  standingWords,
  stateWord,
  tallyWords,
  uptimeWords,
} from './words.ts';

/** What stands in the report and is made elsewhere. */
export interface DailyExtras {
  /** Ready to paste. */
  readonly paste: string;
  readonly notes: readonly string[];
}

/** A day of health as one self-contained HTML file, under the policy that all our pages have. */
export function renderDaily(report: DailyReport, { paste, notes }: DailyExtras): string {
  return htmlDocument(
    `Health on ${report.day}`,
    html`${modeBand(report)}
      <div class="page ${report.mode} daily">
        <header class="masthead">
          <h1>Health on ${report.day}</h1>
          <p class="source soft">
            As of ${moment(report.until)}. Figures go back ${report.days} days; the objective is
            ${percentWords(report.objective)}.
          </p>
        </header>
        <main>
          <section class="verdict is-${verdictOf[worstOf(report)]}" aria-labelledby="verdict">
            <h2 id="verdict">${icon(verdictOf[worstOf(report)])}${stateWord[worstOf(report)]}</h2>
            <p class="sentence">${daySentence(report)}</p>
          </section>
          ${report.environments.map(environmentSection)}
          <section aria-labelledby="paste">
            <h2 id="paste">For the report of QA</h2>
            <pre class="block"><code>${paste}</code></pre>
          </section>
          <section aria-labelledby="notes">
            <h2 id="notes">Integration notes</h2>
            <ul class="notes">
              ${notes.map((note) => html`<li>${prose(note)}</li>`)}
            </ul>
          </section>
        </main>
        <footer><p>Written by Prestage from the archived runs of the checks.</p></footer>
      </div>`,
  );
}

const verdictOf: Readonly<Record<DayState, Verdict>> = {
  pass: 'verified',
  degraded: 'degraded',
  fail: 'failed',
  unknown: 'unknown',
  'no-data': 'unknown',
};

const worstFirst: readonly DayState[] = ['fail', 'unknown', 'no-data', 'degraded', 'pass'];

function worstOf({ environments }: DailyReport): DayState {
  return worstFirst.find((state) => environments.some((each) => each.state === state)) ?? 'no-data';
}

function modeBand({ mode }: DailyReport): Html {
  const words =
    mode === 'rehearsal'
      ? 'Emulators answered: nothing here is said of the services themselves.'
      : 'Of the services themselves.';
  return html`<div class="mode ${mode}">
    <p><strong>${mode === 'rehearsal' ? 'Rehearsal' : 'Live'}</strong> <span>${words}</span></p>
  </div>`;
}

function environmentSection(environment: EnvironmentDay): Html {
  const { name, state, newest, checks, runs, more } = environment;
  return html`<section aria-label="${name}">
    <h2>${name} ${stateBadge(state)}</h2>
    <p class="soft">Newest run: ${newest !== undefined && html`${fileLink(newest)}, `}${ageWords(environment)}.</p>
    ${
      checks.length === 0
        ? html`<p>No check is configured or was ever run.</p>`
        : html`<ul class="checks">
            ${checks.map(checkItem)}
          </ul>`
    }
    <h3>Runs of the day</h3>
    ${
      runs.length === 0
        ? html`<p>None on this day.</p>`
        : html`<ul>
            ${runs.map((run) => html`<li>${timeOfDay(run.at)} ${stateBadge(run.state)} ${fileLink(run)}</li>`)}
          </ul>`
    }
    ${more.length > 0 && html`<p class="soft">Beside them: ${more.map((file, index) => html`${index > 0 && ', '}${fileLink(file)}`)}.</p>`}
    <h3>Incidents</h3>
    ${incidents(environment)}
    <h3>Missing data</h3>
    ${missing(environment)}
  </section>`;
}

function checkItem(check: CheckDay): Html {
  const { name, kind, state, code, summary, next, tally, latency, budget, history, standing } = check;
  return html`<li class="check">
    <p class="check-head">
      <strong>${name}</strong> <span class="soft">${kind}</span> ${stateBadge(state)}
      ${code !== undefined && html`<code>${code}</code>`}
    </p>
    <p class="reason">${prose(summary)}</p>
    ${next !== undefined && state !== 'pass' && html`<p class="fix"><strong>To mend it:</strong> ${prose(next)}</p>`}
    <ol class="days" aria-label="The last ${history.length} days, oldest first">
      ${history.map(dayCell)}
    </ol>
    <dl class="figures">
      ${figure('Last result', standing === undefined ? standingWords({}) : html`<a href="${standing.href}">${standingWords(check)}</a>`)}
      ${figure('Uptime', uptimeWords(check))} ${figure('Results', tallyWords(tally))}
      ${figure('p50', latencyWords(latency, 'p50'))} ${figure('p95', latencyWords(latency, 'p95'))}
      ${figure('p99', latencyWords(latency, 'p99'))} ${figure('Error budget', budgetWords(budget))}
    </dl>
  </li>`;
}

/** Told apart by shape and by word, not by colour alone. */
function dayCell({ day, state, href }: CheckDay['history'][number]): Html {
  const label = `${day}: ${stateWord[state]}`;
  const shape = state === 'no-data' ? html`<span class="none" aria-hidden="true">–</span>` : icon(verdictOf[state]);
  const inner = html`${shape}<span class="hidden">${label}</span>`;
  return href === undefined
    ? html`<li title="${label}">${inner}</li>`
    : html`<li><a href="${href}" title="${label}">${inner}</a></li>`;
}

function figure(label: string, words: string | Html): Html {
  return html`<div>
    <dt>${label}</dt>
    <dd>${words}</dd>
  </div>`;
}

function incidents({ incidents: lines, knowsIncidents }: EnvironmentDay): Html {
  if (!knowsIncidents) return html`<p>Unknown: there is no record of a notification in these days.</p>`;
  if (lines.length === 0) return html`<p>None in these days.</p>`;
  return html`<ol class="incidents">
    ${lines.map(
      ({ at, kind, check, severity, since, summary, told, owed, href, uuid }) =>
        html`<li>
          <p>
            ${moment(at)}: <strong>${check}</strong> ${kind},
            ${severity}${
              kind === 'close'
                ? html` after ${spanWords(Date.parse(at) - Date.parse(since))}`
                : html`, since ${moment(since)}`
            }
          </p>
          <p class="soft">
            ${summary} Told:
            ${told.length === 0 ? 'nobody' : told.join(', ')}${
              owed.length > 0 && html`; <span class="bad">not yet: ${owed.join(', ')}</span>`
            }.
            <a href="${href}">${uuid.slice(0, 8)}</a>
          </p>
        </li>`,
    )}
  </ol>`;
}

function missing(environment: EnvironmentDay): Html {
  const { gaps, unread } = environment;
  if (gaps.length + unread.length === 0) return html`<p>None.</p>`;
  return html`<ul>
    ${gaps.map(
      (gap) =>
        html`<li>
          ${gapWords(gap, environment)} from ${moment(gap.from)} to ${moment(gap.until)}: ${spanWords(gap.ms)}
        </li>`,
    )}
    ${unread.map(({ path, why }) => html`<li><code>${path}</code> is not counted: ${why}</li>`)}
  </ul>`;
}

function stateBadge(state: DayState): Html {
  return badge(verdictOf[state], stateWord[state]);
}

function fileLink({ path, href }: Artifact): Html {
  return html`<a href="${href}">${path.split('/').at(-1) ?? path}</a>`;
}
