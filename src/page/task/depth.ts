import type { Redactions, TaskRecord } from '../../core/record.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { count } from '../words/count.ts';
import { actionBlock } from './action.ts';
import { fileList } from './files.ts';

/** What lies under a task: its actions and its signed statements, folded away unless the task failed. */
export function depth(task: TaskRecord): Html {
  if (task.actions.length === 0 && task.statements.length === 0) return nothing;
  return html`<details class="depth" ${task.verdict === 'failed' ? html` open` : nothing}>
    <summary>${contents(task)}</summary>
    ${task.actions.map(actionBlock)} ${fileList(task.statements, 'Signed statements')} ${redactionLine(task.redactions)}
  </details>`;
}

/** Names alone: the values are gone. Nothing when nothing was taken out. */
function redactionLine(redactions: Redactions | undefined): Html {
  if (redactions === undefined || redactions.count === 0) return nothing;
  const names = Object.entries(redactions.names).map(([name, times]) => `${name} ×${times}`);
  return html`<p class="soft">
    Taken out by ${redactions.ruleSet}: ${count(redactions.count, 'secret')} (${names.join(', ')})
  </p>`;
}

function contents(task: TaskRecord): string {
  const commands = task.actions.reduce((sum, action) => sum + action.commands.length, 0);
  const files = task.actions.reduce((sum, action) => sum + action.evidence.length, 0);
  return [
    ...(task.actions.length > 0 ? [count(task.actions.length, 'action')] : []),
    ...(commands > 0 ? [count(commands, 'command')] : []),
    ...(files > 0 ? [count(files, 'file')] : []),
    ...(task.statements.length > 0 ? [count(task.statements.length, 'signed statement')] : []),
  ].join(' · ');
}
