import type { Suite } from '../../core/action.ts';
import type { Verdict } from '../../core/verdict.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { webHref } from '../html/link.ts';
import { icon } from '../html/icons.ts';

/** Results of test suites. A suite that names no test reads as unknown, whatever it says of itself. */
export function suiteTable(suites: readonly Suite[] | undefined): Html {
  if (suites === undefined || suites.length === 0) return nothing;
  return html`<table class="suites">
      <caption class="hidden">
        Test suites
      </caption>
      <thead>
        <tr>
          <th scope="col">Suite</th>
          <th scope="col">Result</th>
          <th scope="col" class="number">Passed</th>
          <th scope="col" class="number">Failed</th>
        </tr>
      </thead>
      <tbody>
        ${suites.map(suiteRow)}
      </tbody>
    </table>
    ${suites.map(testLists)}`;
}

function suiteRow(suite: Suite): Html {
  const href = suite.url === undefined ? undefined : webHref(suite.url);
  const name = href === undefined ? html`${suite.name}` : html`<a href="${href}" rel="noreferrer">${suite.name}</a>`;
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${result(suite)}</td>
    <td class="number">${suite.passed.length}</td>
    <td class="number">${suite.failed.length}</td>
  </tr>`;
}

const verdictOf: Readonly<Record<Suite['result'], Verdict>> = {
  PASSED: 'verified',
  WARNED: 'unknown',
  FAILED: 'failed',
};

function result(suite: Suite): Html {
  const empty = suite.passed.length + suite.failed.length === 0;
  if (empty)
    return html`<span class="suite-result">${icon('unknown')} ${suite.result.toLowerCase()}, but names no test</span>`;
  return html`<span class="suite-result">${icon(verdictOf[suite.result])} ${suite.result.toLowerCase()}</span>`;
}

function testLists(suite: Suite): Html {
  const failed = suite.failed.map((test) => html`<li>${icon('failed')} ${test}</li>`);
  const passed = suite.passed.map((test) => html`<li>${icon('verified')} ${test}</li>`);
  return html`${
    failed.length > 0 &&
    html`<p class="tests-of">${suite.failed.length} failed in ${suite.name}</p>
      <ul class="tests">
        ${failed}
      </ul>`
  }
  ${
    passed.length > 0 &&
    html`<details>
      <summary>${suite.passed.length} passed in ${suite.name}</summary>
      <ul class="tests">
        ${passed}
      </ul>
    </details>`
  }`;
}
