import type { RunRecord, TaskRecord } from '../../core/record.ts';
import { html, type Html } from '../html/html.ts';
import { anchorOf } from '../html/link.ts';
import { icon } from '../html/icons.ts';
import { durationWords } from '../words/duration.ts';
import { labelOf } from '../words/label.ts';
import { moment } from '../words/moment.ts';
import { doneSentence, taskSentence } from '../words/summary.ts';
import { bestFirst, meanings } from '../words/verdicts.ts';

/** The answer: one word, one sentence, the counts, and a lamp for every task. */
export function verdictSection(record: RunRecord): Html {
  return html`<section class="verdict is-${record.verdict}" aria-labelledby="verdict">
    <h2 id="verdict">
      ${icon(record.verdict)}<span class="hidden">Verdict: </span>${record.verdict}
      ${record.mode === 'rehearsal' && html`<span class="of">in rehearsal</span>`}
    </h2>
    <p class="sentence">${taskSentence(record)}</p>
    <p class="done-sentence">${doneSentence(record)}</p>
    ${
      record.tasks.length > 0 &&
      html`<ol class="strip">
        ${record.tasks.map(lamp)}
      </ol>`
    }
    ${counts(record.tasks)}
    <dl class="times">
      <div>
        <dt>Started</dt>
        <dd>${moment(record.startedAt)}</dd>
      </div>
      ${record.resumed?.map(
        ({ at }) =>
          html`<div>
            <dt>Resumed</dt>
            <dd>${moment(at)}</dd>
          </div>`,
      )}
      <div>
        <dt>Took</dt>
        <dd>${durationWords(record.durationMs)}</dd>
      </div>
      <div>
        <dt>Prestage</dt>
        <dd>${record.prestage}</dd>
      </div>
    </dl>
  </section>`;
}

function lamp(task: TaskRecord): Html {
  const label = `${labelOf(task.number)}: ${task.verdict}`;
  return html`<li>
    <a href="#${anchorOf(task.number)}" title="${label}">${icon(task.verdict)}<span class="hidden">${label}</span></a>
  </li>`;
}

function counts(tasks: readonly TaskRecord[]): Html {
  const items = bestFirst
    .map((verdict) => ({ verdict, number: tasks.filter((task) => task.verdict === verdict).length }))
    .filter(({ number }) => number > 0)
    .map(
      ({ verdict, number }) =>
        html`<li title="${meanings[verdict]}">${icon(verdict)} <strong>${number}</strong> ${verdict}</li>`,
    );
  return html`<ul class="counts">
    ${items}
  </ul>`;
}
