import { html, type Html } from '../html/html.ts';
import { durationWords } from '../words/duration.ts';
import { wasRun } from '../words/took.ts';
import type { Tick } from './axis.ts';
import type { Row } from './span.ts';

/** The axis' words: each mark's time since the run was opened. */
export function axisLane(ticks: readonly Tick[]): Html {
  const words = ticks.map(
    ({ at, ms }) =>
      html`<text x="${percent(at)}" y="50%" class="${at === 0 ? 'first' : at > 0.96 ? 'last' : 'mid'}"
        >${ms === 0 ? '0' : durationWords(ms)}</text
      >`,
  );
  return html`<svg class="axis" width="100%" height="100%">${words}</svg>`;
}

/** A task's bar over the axis' lines. A line with round ends: what took no time is a dot and never nothing. */
export function barLane(row: Row, ticks: readonly Tick[]): Html {
  const grid = ticks.map(
    ({ at }) => html`<line class="grid" x1="${percent(at)}" x2="${percent(at)}" y1="0" y2="100%" />`,
  );
  return html`<svg class="lane" width="100%" height="100%" aria-hidden="true">${grid}${bar(row)}</svg>`;
}

function bar({ task, stretch }: Row): Html | undefined {
  if (stretch === undefined) return undefined;
  if (!wasRun(task)) return html`<circle class="passed" cx="${percent(stretch.from)}" cy="50%" r="3" />`;
  return html`<line
    class="bar is-${task.verdict}"
    x1="${percent(stretch.from)}"
    x2="${percent(stretch.to)}"
    y1="50%"
    y2="50%"
  />`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}
