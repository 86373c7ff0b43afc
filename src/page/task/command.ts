import type { CommandRecord } from '../../core/action.ts';
import { html, type Html } from '../html/html.ts';
import { durationWords } from '../words/duration.ts';
import { timeOfDay } from '../words/moment.ts';
import { fileLink } from './files.ts';

/** A call of another program: as it can be pasted, and how it ended. An exit code is a fact, not a verdict. */
export function commandBlock(command: CommandRecord): Html {
  const output = command.output === undefined ? '' : html` · ${fileLink(command.output, 'output')}`;
  return html`<li class="command">
    <pre class="paste"><code>${command.command}</code></pre>
    <p class="soft">
      ${ending(command)} · ${durationWords(command.durationMs)} · at ${timeOfDay(command.startedAt)}${output}
    </p>
  </li>`;
}

function ending(command: CommandRecord): Html {
  if (!command.found) return html`<strong class="bad">program not found</strong>`;
  if (command.timedOut) return html`<strong class="bad">timed out</strong>`;
  if (command.signal !== undefined) return html`<strong class="bad">ended by ${command.signal}</strong>`;
  if (command.exitCode === undefined) return html`<strong class="bad">no exit code</strong>`;
  if (command.exitCode !== 0) return html`<strong class="bad">exit ${command.exitCode}</strong>`;
  return html`exit 0`;
}
