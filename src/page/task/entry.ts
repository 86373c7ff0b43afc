import type { TaskRecord } from '../../core/record.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { anchorOf } from '../html/link.ts';
import { prose } from '../html/prose.ts';
import { badge } from '../html/icons.ts';
import { attestationBlock } from './attestation.ts';
import { depth } from './depth.ts';
import { took } from '../words/took.ts';

/** A task, a box, the monitoring line or the rollback. `mark` stands before the title: a number or a checkbox. */
export function entry(task: TaskRecord, mark: Html, links: Html = nothing): Html {
  return html`<article class="entry" id="${anchorOf(task.number)}">
    <div class="mark">${mark}</div>
    <h3>${prose(task.title)}</h3>
    <p class="state">${badge(task.verdict, verdictWords(task))} <span class="soft took">${took(task)}</span></p>
    <div class="body">
      ${task.reason !== undefined && html`<p class="reason">${prose(task.reason)}</p>`}
      ${task.fix !== undefined && html`<p class="fix"><strong>To mend it:</strong> ${prose(task.fix)}</p>`}
      ${attestationBlock(task.attestation)} ${links} ${depth(task)}
    </div>
  </article>`;
}

function verdictWords({ verdict, attestation }: TaskRecord): string {
  return verdict === 'attested' && attestation !== undefined ? `attested by ${attestation.by}` : verdict;
}
