import type { RunRecord, TaskRecord } from '../../core/record.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { entry } from '../task/entry.ts';

/** Every task with all that is known of it. */
export function tasksSection({ tasks }: RunRecord): Html {
  return html`<section class="tasks" aria-labelledby="tasks">
    <h2 id="tasks">Tasks</h2>
    ${tasks.length === 0 && html`<p class="soft">The direction has no tasks.</p>`}
    <ol class="entries">
      ${tasks.map((task) => html`<li>${entry(task, html`<span class="number">${task.number}</span>`)}</li>`)}
    </ol>
  </section>`;
}

/** The rollback, when the run was undone, and the check of the monitoring line. */
export function riskSection({ rollback, monitoring }: RunRecord): Html {
  if (rollback === undefined && monitoring === undefined) return nothing;
  return html`<section class="risk" aria-labelledby="risk">
    <h2 id="risk">Risk and rollback</h2>
    <ol class="entries">
      ${line('Rollback', rollback)}${line('Monitoring', monitoring)}
    </ol>
  </section>`;
}

function line(label: string, task: TaskRecord | undefined): Html {
  if (task === undefined) return nothing;
  return html`<li class="labelled">${entry(task, html`<span class="label">${label}</span>`)}</li>`;
}
