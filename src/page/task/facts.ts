import { canonicalJson, type Json } from '../../core/json.ts';
import { html, nothing, type Html } from '../html/html.ts';

/** What an action measured, by name. */
export function factTable(facts: Readonly<Record<string, Json>> | undefined): Html {
  const entries = Object.entries(facts ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return nothing;
  const rows = entries.map(
    ([name, value]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${factValue(value)}</td>
      </tr>`,
  );
  return html`<table class="facts">
    <caption class="hidden">
      Facts
    </caption>
    <thead>
      <tr>
        <th scope="col">Fact</th>
        <th scope="col">Measured</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function factValue(value: Json): Html {
  if (Array.isArray(value)) return factItems(value);
  if (value !== null && typeof value === 'object') return html`<code>${canonicalJson(value)}</code>`;
  return html`${value === '' ? '(empty)' : String(value)}`;
}

function factItems(values: readonly Json[]): Html {
  if (values.length === 0) return html`none`;
  return html`<ul class="plain">
    ${values.map((value) => html`<li>${typeof value === 'string' ? value : canonicalJson(value)}</li>`)}
  </ul>`;
}
