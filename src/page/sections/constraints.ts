import type { Limit, Measurement } from '../../core/constraint.ts';
import type { AllowedTool, Budget, Constraints } from '../../core/order.ts';
import type { PageExtras } from '../extras.ts';
import { html, type Html } from '../html/html.ts';
import { icon } from '../html/icons.ts';
import { count } from '../words/count.ts';

interface Line {
  readonly label: string;
  readonly stated: readonly string[];
  readonly limit?: Limit;
}

/** The order's limits as it states them, each with what was seen of it. */
export function constraintsSection({ constraints, measured = [] }: PageExtras): Html {
  const lines = linesOf(constraints).filter(({ stated }) => stated.length > 0);
  return html`<section class="constraints" aria-labelledby="constraints">
    <h2 id="constraints">Constraints</h2>
    ${lines.length === 0 ? html`<p class="soft">The order states none.</p>` : table(lines, measured)}
  </section>`;
}

function table(lines: readonly Line[], measured: readonly Measurement[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Limit</th>
        <th scope="col">The order says</th>
        <th scope="col">Measured</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map((line) => row(line, measured))}
    </tbody>
  </table>`;
}

function row({ label, stated, limit }: Line, measured: readonly Measurement[]): Html {
  const found = measured.find((measurement) => measurement.limit === limit);
  return html`<tr>
    <th scope="row">${label}</th>
    <td>
      <ul class="plain">
        ${stated.map((words) => html`<li>${words}</li>`)}
      </ul>
    </td>
    <td>${measurementCell(found)}</td>
  </tr>`;
}

function measurementCell(found: Measurement | undefined): Html {
  if (found === undefined) return html`<span class="soft">not measured</span>`;
  const over = found.exceeded === true && html`${icon('failed')} <strong class="bad">over the limit:</strong> `;
  return html`${over}${found.actual}<br /><span class="soft">${found.enforced}</span>`;
}

function linesOf({ allowedTools, touched, budget, guardrails, other }: Constraints): readonly Line[] {
  return [
    { label: 'Allowed tools', stated: allowedTools.map(toolWords), limit: 'tools' },
    { label: 'Touched directories', stated: touched, limit: 'touched' },
    ...budgetLines(budget),
    { label: 'Guardrails', stated: guardrails, limit: 'guardrails' },
    ...other.map(({ label, text }) => ({ label, stated: [text] })),
  ];
}

function budgetLines({ minutes, tokens, files }: Budget): readonly Line[] {
  return [
    { label: 'Time', stated: atMost(minutes, 'minute'), limit: 'minutes' },
    { label: 'Tokens', stated: atMost(tokens, 'token'), limit: 'tokens' },
    { label: 'Files modified', stated: atMost(files, 'file'), limit: 'files' },
  ];
}

function atMost(number: number | undefined, noun: string): readonly string[] {
  return number === undefined ? [] : [`at most ${count(number, noun)}`];
}

function toolWords({ words, note }: AllowedTool): string {
  return note === undefined ? words.join(' ') : `${words.join(' ')} (${note})`;
}
