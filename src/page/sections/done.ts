import type { RunRecord, TaskRecord } from '../../core/record.ts';
import { isSettled } from '../../core/verdict.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { entry } from '../task/entry.ts';
import { fileLink } from '../task/files.ts';

/** The order's own boxes. A rehearsal's ticks are drawn dashed: they never tick a live box. */
export function doneSection({ boxes, mode }: RunRecord): Html {
  if (boxes.length === 0) return nothing;
  return html`<section class="done ${mode}" aria-labelledby="done">
    <h2 id="done">Definition of Done</h2>
    ${mode === 'rehearsal' && html`<p class="soft">Rehearsed: a dashed tick says that the box would hold, and ticks nothing.</p>`}
    <ol class="entries">
      ${boxes.map((box) => html`<li>${entry(box, checkbox(box), evidenceLinks(box))}</li>`)}
    </ol>
  </section>`;
}

function checkbox({ verdict }: TaskRecord): Html {
  const tick = isSettled(verdict) && html`<path class="tick" d="M5 10.4 8.4 14 15 6.4" />`;
  return html`<svg class="checkbox is-${verdict}" viewBox="0 0 20 20" aria-hidden="true">
    <rect x="1.5" y="1.5" width="17" height="17" rx="4" />
    ${tick}
  </svg>`;
}

function evidenceLinks(box: TaskRecord): Html {
  const files = [
    ...box.actions.flatMap(({ evidence }) => evidence),
    ...box.statements,
    ...(box.attestation?.files ?? []),
  ];
  if (files.length === 0)
    return isSettled(box.verdict) ? html`<p class="soft">No file of evidence was kept.</p>` : nothing;
  return html`<p class="links">
    <span class="soft">Evidence:</span> ${files.map((file, index) => html`${index > 0 && ', '}${fileLink(file.path)}`)}
  </p>`;
}
