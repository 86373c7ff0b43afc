import type { RunRecord } from '../core/record.ts';
import { htmlDocument } from './document.ts';
import type { PageExtras } from './extras.ts';
import { html } from './html/html.ts';
import { constraintsSection } from './sections/constraints.ts';
import { doneSection } from './sections/done.ts';
import { leftSection } from './sections/left.ts';
import { masthead, modeBand } from './sections/masthead.ts';
import { proofSection } from './sections/proof.ts';
import { riskSection, tasksSection } from './sections/tasks.ts';
import { verdictSection } from './sections/verdict.ts';
import { timeline } from './timeline/timeline.ts';

/**
 * A run as one self-contained HTML file, for people. It lies in the run's folder: its links are relative to that.
 * Same record, same bytes. Text in the record is taken for hostile; secrets were taken out before it was recorded.
 */
export function renderPage(record: RunRecord, extras: PageExtras): string {
  const title = `${record.verdict} · ${record.mode === 'rehearsal' ? 'Rehearsal' : 'Live run'} · ${record.direction.title}`;
  return htmlDocument(
    title,
    html`${modeBand(record)}
      <div class="page ${record.mode}">
        ${masthead(record)}
        <main>
          ${verdictSection(record)} ${leftSection(record)} ${timeline(record)} ${doneSection(record)}
          ${tasksSection(record)} ${riskSection(record)} ${constraintsSection(extras)}
          ${proofSection(record, extras.files)}
        </main>
        <footer><p>Written by Prestage ${record.prestage} from the run’s journal.</p></footer>
      </div>`,
  );
}
