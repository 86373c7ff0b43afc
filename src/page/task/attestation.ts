import type { Attestation } from '../../core/record.ts';
import { html, nothing, type Html } from '../html/html.ts';
import { moment } from '../words/moment.ts';
import { fileList } from './files.ts';

/** A person's word, set as a quotation with its signature, so that it never looks like something Prestage saw. */
export function attestationBlock(attestation: Attestation | undefined): Html {
  if (attestation === undefined) return nothing;
  return html`<figure class="attestation">
    <blockquote>${attestation.note}</blockquote>
    <figcaption>
      Attested by <strong>${attestation.by}</strong>, ${moment(attestation.at)}, signed with the key
      <code>${attestation.key}</code
      >${attestation.unreviewed === undefined ? nothing : html`: ${attestation.unreviewed}`}
    </figcaption>
    ${fileList(attestation.files, 'Attached')}
  </figure>`;
}
