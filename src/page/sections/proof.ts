import type { EvidenceFile } from '../../core/action.ts';
import type { RunRecord, TaskRecord } from '../../core/record.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { badge } from '../html/icons.ts';
import { partsOf } from '../parts-of.ts';
import { fileLink } from '../task/files.ts';
import { count } from '../words/count.ts';
import { sizeWords } from '../words/size.ts';
import { bestFirst, meanings } from '../words/verdicts.ts';

const recordFiles = ['direction.md', 'bindings.yaml', 'journal.jsonl', 'report.json'];

/** How to check that this page tells what happened, without trusting the page. */
export function proofSection(record: RunRecord, files: readonly EvidenceFile[] = []): Html {
  return html`<section class="proof" aria-labelledby="proof">
    <h2 id="proof">Verify this record</h2>
    <p>This page is a rendering. The record is the journal and the signed statements beside it; check them with</p>
    <pre class="paste"><code>prestage evidence verify ${record.run}</code></pre>
    <p>
      and compare the head with the one that was printed where the run took place. Each record of the journal names the
      SHA-256 of the one before it, so the head stands for all ${record.count} of them.
    </p>
    <dl class="digests">
      <div>
        <dt>Head of the journal (SHA-256)</dt>
        <dd><code class="digest">${record.head}</code></dd>
      </div>
      <div>
        <dt>Direction (SHA-256)</dt>
        <dd><code class="digest">${record.direction.digest}</code></dd>
      </div>
      <div>
        <dt>Bindings (SHA-256)</dt>
        <dd><code class="digest">${record.bindingsDigest}</code></dd>
      </div>
    </dl>
    <p class="links">
      <span class="soft">Beside this page:</span>
      ${recordFiles.map((name, index) => html`${index > 0 && ', '}${fileLink(name)}`)}
    </p>
    ${allFiles(record, files)} ${glossary()}
  </section>`;
}

function allFiles(record: RunRecord, found: readonly EvidenceFile[]): Html {
  const files = filesOf(record, found);
  if (files.length === 0) return nothing;
  const rows = files.map(
    ({ path, bytes, sha256 }) =>
      html`<tr>
        <th scope="row">${fileLink(path, path)}</th>
        <td class="number">${sizeWords(bytes)}</td>
        <td><code class="digest">${sha256}</code></td>
      </tr>`,
  );
  return html`<details>
    <summary>${count(files.length, 'file')} of evidence, with digests</summary>
    <p class="soft">
      This page and the seals are not among them: each seal in <code>seals/</code> names them all, and the page.
    </p>
    <table class="all-files">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col" class="number">Size</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </details>`;
}

/** What the record names, and what else lies in the run's folder, such as what people signed. */
function filesOf(record: RunRecord, found: readonly EvidenceFile[]): readonly EvidenceFile[] {
  const byPath = new Map([...partsOf(record).flatMap(filesOfTask), ...found].map((file) => [file.path, file]));
  return [...byPath.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function filesOfTask({ actions, statements, attestation }: TaskRecord): readonly EvidenceFile[] {
  return [...actions.flatMap(({ evidence }) => evidence), ...statements, ...(attestation?.files ?? [])];
}

function glossary(): Html {
  return html`<details class="glossary">
    <summary>What the verdicts mean</summary>
    <dl>
      ${bestFirst.map(
        (verdict) =>
          html`<div>
            <dt>${badge(verdict)}</dt>
            <dd>${meanings[verdict]}</dd>
          </div>`,
      )}
    </dl>
  </details>`;
}
