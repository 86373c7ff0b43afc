import type { EvidenceFile } from '../../core/action.ts';
import { fileHref } from '../html/link.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { sizeWords } from '../words/size.ts';

/** Kept files, each with its size and the beginning of its digest. The record's own section has the digests in full. */
export function fileList(files: readonly EvidenceFile[], label: string): Html {
  if (files.length === 0) return nothing;
  const items = files.map(
    (file) =>
      html`<li>
        ${fileLink(file.path)}
        <span class="soft">${sizeWords(file.bytes)} · <code>${file.sha256.slice(0, 12)}</code></span>
      </li>`,
  );
  return html`<div class="files">
    <p class="caption">${label}</p>
    <ul>
      ${items}
    </ul>
  </div>`;
}

/** A link to a file in the run's folder; plain text when the path leads elsewhere. */
export function fileLink(path: string, words = path.split('/').at(-1) ?? path): Html {
  const href = fileHref(path);
  return href === undefined ? html`<code>${path}</code>` : html`<a href="${href}">${words}</a>`;
}
