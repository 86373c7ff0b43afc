import type { ActionRecord } from '../../core/record.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { prose } from '../html/prose.ts';
import { badge } from '../html/icons.ts';
import { durationWords } from '../words/duration.ts';
import { commandBlock } from './command.ts';
import { factTable } from './facts.ts';
import { fileList } from './files.ts';
import { suiteTable } from './suites.ts';

/** One action in full: what was asked and done, what it called, what it measured, what it kept. */
export function actionBlock(action: ActionRecord): Html {
  const environment =
    action.environment === undefined ? '' : html` <span class="environment">on ${action.environment}</span>`;
  return html`<section class="action">
    <div class="action-head">
      <h4><code>${action.id}</code>${environment}</h4>
      <p class="state">${badge(action.verdict)} <span class="soft">${durationWords(action.durationMs)}</span></p>
    </div>
    ${action.reason !== undefined && html`<p class="reason">${prose(action.reason)}</p>`} ${askedAndDone(action)}
    ${commands(action)} ${factTable(action.facts)} ${suiteTable(action.suites)}
    ${fileList(action.evidence, 'Evidence kept')}
  </section>`;
}

function askedAndDone({ asked, done }: ActionRecord): Html {
  if (asked === undefined && done === undefined) return nothing;
  return html`<dl class="asked">
    ${
      asked !== undefined &&
      html`<div>
        <dt>Asked</dt>
        <dd>${prose(asked)}</dd>
      </div>`
    }
    ${
      done !== undefined &&
      html`<div>
        <dt>Done</dt>
        <dd>${prose(done)}</dd>
      </div>`
    }
  </dl>`;
}

function commands(action: ActionRecord): Html {
  if (action.commands.length === 0) return nothing;
  return html`<p class="caption">${action.commands.length === 1 ? 'Command' : 'Commands'}</p>
    <ol class="commands">
      ${action.commands.map(commandBlock)}
    </ol>`;
}
