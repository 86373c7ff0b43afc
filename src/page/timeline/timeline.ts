import type { RunRecord } from '../../core/record.ts';
import { html, type Html } from '../html/html.ts';
import { anchorOf } from '../html/link.ts';
import { icon } from '../html/icons.ts';
import { took, wasRun } from '../words/took.ts';
import { durationWords } from '../words/duration.ts';
import { labelOf } from '../words/label.ts';
import { ticksOf, type Tick } from './axis.ts';
import { axisLane, barLane } from './lane.ts';
import { longest, timelineOf, type Row, type Timeline } from './span.ts';

/** Every task at a glance, on one real time axis; each row leads to the task. */
export function timeline(record: RunRecord): Html {
  const line = timelineOf(record);
  const ticks = ticksOf(line.spanMs);
  return html`<section class="timeline" aria-labelledby="timeline">
    <h2 id="timeline">Timeline</h2>
    ${note(line)}
    <div class="rows">
      <div class="row axis-row" aria-hidden="true"><span class="lane-cell">${axisLane(ticks)}</span></div>
      <ol>
        ${line.rows.map((row) => rowItem(row, ticks))}
      </ol>
    </div>
  </section>`;
}

function note(line: Timeline): Html {
  const ring = line.rows.some(({ task }) => !wasRun(task)) && ' A ring marks what was not run.';
  return html`<p class="soft">
    ${durationWords(line.spanMs)} from the first record to the last.${share(line)}${ring}
  </p>`;
}

/** Who took most of the time, since a long bar leaves the others no room to be compared. */
function share(line: Timeline): string | undefined {
  const row = longest(line);
  if (row === undefined) return undefined;
  const percent = Math.floor((row.task.durationMs / line.spanMs) * 100);
  return ` ${labelOf(row.task.number)} took ${percent}\u00A0% of it.`;
}

function rowItem(row: Row, ticks: readonly Tick[]): Html {
  const { task } = row;
  const start = wasRun(task) && row.stretch !== undefined && html`, began after ${durationWords(row.startMs)}`;
  return html`<li class="row ${!wasRun(task) && 'idle'}">
    <a href="#${anchorOf(task.number)}"
      >${icon(task.verdict)}${name(task.number)}<span class="title">${task.title}</span
      ><span class="hidden"> ${task.verdict}${start}</span></a
    >
    <span class="lane-cell">${barLane(row, ticks)}</span>
    <span class="took">${took(task)}</span>
  </li>`;
}

/** A task by its number; a box, the monitoring line and the rollback by name. */
function name(number: string): Html {
  if (/^\d/.test(number)) return html`<span class="number">${number}</span>`;
  return html`<span class="number named">${labelOf(number)}</span>`;
}
