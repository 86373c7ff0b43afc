import type { RunRecord, TaskRecord } from '../../../core/record.ts';
import { partsOf } from '../blocks/closing.ts';
import { exitReason } from '../blocks/exit-reason.ts';
import { shownNumber } from '../blocks/task-lines.ts';
import { formatDuration } from '../words/duration.ts';
import type { ShownFinding } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';

/** A run as Markdown, for the job's summary page. */
export function jobSummary(record: RunRecord, page: string): string {
  return [
    `### ${cell(record.mode === 'rehearsal' ? 'Rehearsal' : 'Run')}: ${cell(record.direction.path)}`,
    '',
    cell(exitReason([record]).sentence),
    '',
    '| # | what | verdict | why | time |',
    '| --: | --- | --- | --- | --: |',
    ...partsOf(record).map(row),
    '',
    `Head \`${record.head}\` (${record.count} records), page \`${safeLine(page).replaceAll('`', '')}\``,
    '',
    '',
  ].join('\n');
}

/** Findings that the step has no room to annotate, for the same page. */
export function findingsSummary(findings: readonly ShownFinding[]): string {
  return [
    `### ${findings.length} more ${findings.length === 1 ? 'finding' : 'findings'}`,
    '',
    '| where | rule | what | what to do |',
    '| --- | --- | --- | --- |',
    ...findings.map(({ file, line, rule, message, fix }) => {
      const where = line === undefined ? file : `${file}:${line}`;
      return `| ${[where, rule, message, fix].map(cell).join(' | ')} |`;
    }),
    '',
    '',
  ].join('\n');
}

function row(part: TaskRecord): string {
  const number = shownNumber(part.number) === part.number ? part.number : part.number.replace('done-', 'done ');
  const cells = [number, part.title, `**${part.verdict}**`, part.reason ?? '', formatDuration(part.durationMs)];
  return `| ${cells.map((text, index) => (index === 2 ? text : cell(text))).join(' | ')} |`;
}

/** Foreign text in a Markdown table: no marks, no HTML, no mention of anyone. */
function cell(text: string): string {
  return safeLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|!#~@]/gu, (mark) => `&#${mark.codePointAt(0) ?? 0};`);
}
