import type { DailyReport } from '../../../page/daily/model.ts';
import { ageWords, standingWords, stateWord, uptimeWords } from '../../../page/daily/words.ts';
import { onOneLine } from '../../feedback/entry/words.ts';

/** What QA pastes into a report of its own: plain lines, with links that work from anywhere when it is said where the workspace is seen. */
export function pasteText(report: DailyReport): string {
  return report.environments
    .flatMap((environment) => [
      `${report.day} ${environment.name}: ${stateWord[environment.state]}, newest run ${ageWords(environment)}`,
      ...environment.checks.map(
        ({ name, state, tally, covered, code, ...check }) =>
          `  ${name}: ${stateWord[state]}${code === undefined ? '' : ` (${code})`}, last result ${standingWords(check)}, uptime ${uptimeWords({ tally, covered })}`,
      ),
      ...environment.runs.map(({ path, at }) => `  evidence ${at.slice(11, 16)}: ${addressOf(path, report)}`),
    ])
    .map((line) => line.replace(/^(\s*)(.*)$/u, (_, space: string, words: string) => space + onOneLine(words)))
    .join('\n');
}

export function pasteLines(report: DailyReport): readonly string[] {
  const text = pasteText(report);
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return ['## For the report of QA', '', 'To paste as it is:', '', `${fence}text`, ...text.split('\n'), fence];
}

function addressOf(path: string, { artifacts }: DailyReport): string {
  if (artifacts === undefined) return path;
  return `${artifacts.replace(/\/?$/u, '/')}${path.split('/').map(encodeURIComponent).join('/')}`;
}
