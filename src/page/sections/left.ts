import type { RunRecord, TaskRecord } from '../../core/record.ts';
import { isSettled, type Verdict } from '../../core/verdict.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { anchorOf } from '../html/link.ts';
import { prose } from '../html/prose.ts';
import { badge } from '../html/icons.ts';
import { partsOf } from '../parts-of.ts';
import { labelOf } from '../words/label.ts';
import { stretchesOf } from './stretches.ts';
import { worstFirst } from '../words/verdicts.ts';

interface Group {
  readonly verdict: Verdict;
  readonly reason: string | undefined;
  readonly fix: string | undefined;
  readonly members: readonly TaskRecord[];
}

/** What is left to do, worst first: what has the same reason and the same remedy is said once. */
export function leftSection(record: RunRecord): Html {
  const all = partsOf(record);
  const groups = groupsOf(all.filter((task) => !isSettled(task.verdict)));
  if (groups.length === 0) return nothing;
  return html`<section class="left" aria-labelledby="left">
    <h2 id="left">What is left</h2>
    <ul>
      ${groups.map((group) => groupItem(group, all))}
    </ul>
  </section>`;
}

function groupsOf(tasks: readonly TaskRecord[]): readonly Group[] {
  const groups = Map.groupBy(tasks, ({ verdict, reason, fix }) => JSON.stringify([verdict, reason, fix]));
  return [...groups.values()]
    .flatMap((members) => members.slice(0, 1).map(({ verdict, reason, fix }) => ({ verdict, reason, fix, members })))
    .toSorted((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict));
}

function groupItem({ verdict, reason, fix, members }: Group, all: readonly TaskRecord[]): Html {
  return html`<li>
    <p class="state">${badge(verdict)}</p>
    <div>
      <p class="who">${who(members, all)}</p>
      ${reason !== undefined && html`<p class="reason">${prose(reason)}</p>`}
      ${fix !== undefined && html`<p class="fix"><strong>To mend it:</strong> ${prose(fix)}</p>`}
    </div>
  </li>`;
}

function who(members: readonly TaskRecord[], all: readonly TaskRecord[]): Html {
  const [only] = members;
  if (members.length === 1 && only !== undefined) return html`${link(only)} <span class="soft">${only.title}</span>`;
  return html`${stretchesOf(members, all).map(({ first, last }, index) => html`${index > 0 && ', '}${first === last ? link(first) : html`${link(first)} to ${link(last)}`}`)}`;
}

function link({ number }: TaskRecord): Html {
  return html`<a href="#${anchorOf(number)}">${labelOf(number)}</a>`;
}
