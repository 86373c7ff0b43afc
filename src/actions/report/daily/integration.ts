import type { DailyReport } from '../../../page/daily/model.ts';
import { asMarkdown } from '../../feedback/entry/words.ts';

/** What someone who builds on the artifacts must know of them, as sentences. Back-ticks are code. */
function integrationNotes(report: DailyReport, shown = (words: string): string => words): readonly string[] {
  const names = report.environments.map(({ name }) => shown(name)).join(' and ') || 'each environment';
  return [
    `Every run of the checks of ${names} leaves one JSON file, artifacts/ops/health/ENVIRONMENT/TIME.json; latest.json beside it is the newest and says nothing of checks that were not run then, index.jsonl has one line a run with the file's SHA-256.`,
    'A run is pass, degraded, fail or unknown. Unknown is no data: count it neither as up nor as down.',
    'Take a check by its name in `results`, and why it is not up by its `code`; `next` is what to do. Texts may change, names and codes do not.',
    'What people were told is in artifacts/ops/notify/ENVIRONMENT/TIME.json; `uuid` is the same from an incident’s opening to its close.',
    'A file is written whole, and its line in the index after it: a line that breaks off at the end of the index is a run that was cut, and is skipped.',
    'This report is made again by `npx prestage report daily --day YYYY-MM-DD --apply`; `npx prestage health freshness` fails when the newest run is too old.',
    'That QA has looked at it is a person’s word: `prestage attest RUN TASK --by NAME --note WORDS`. This report does not say it for them.',
  ];
}

/** The same for the page, with what was asked in other words than were done. */
export function integrationWords(report: DailyReport): readonly string[] {
  return [...integrationNotes(report), ...report.asked.map(({ asked, done }) => `Asked: ${asked}; done: ${done}`)];
}

export function integrationLines(report: DailyReport): readonly string[] {
  const asked = report.asked.map(({ asked, done }) => `Asked: ${asMarkdown(asked)}; done: ${asMarkdown(done)}`);
  return [
    '## Integration notes',
    '',
    ...[...integrationNotes(report, asMarkdown), ...asked].map((note) => `- ${note}`),
  ];
}
