import type { CheckDay, DailyReport, DayState, EnvironmentDay } from '../../../page/daily/model.ts';
import {
  ageWords,
  budgetWords,
  daySentence,
  gapWords,
  latencyWords,
  percentWords,
  standingWords,
  stateWord,
  tallyWords,
  uptimeWords,
} from '../../../page/daily/words.ts';
import { asCode, asMarkdown } from '../../feedback/entry/words.ts';
import { lastedWords, momentWords } from '../../notify/message/words.ts';
import { integrationLines } from './integration.ts';
import { pasteLines } from './paste.ts';

/** The report as Markdown: what is missing is said to be missing. */
export function dailyLines(report: DailyReport): readonly string[] {
  return [
    ...(report.mode === 'rehearsal' ? ['**Rehearsal: emulators answered, not the services.**', ''] : []),
    asMarkdown(daySentence(report)),
    '',
    `As of ${momentWords(report.until)}. Figures go back ${report.days} days; the objective is ${percentWords(report.objective)}.`,
    ...report.environments.flatMap((environment) => ['', ...environmentLines(environment)]),
    '',
    ...pasteLines(report),
    '',
    ...integrationLines(report),
  ];
}

function environmentLines(environment: EnvironmentDay): readonly string[] {
  const { name, checks } = environment;
  return [
    `## ${asMarkdown(name)}`,
    '',
    `Newest run: ${newestWords(environment)}.`,
    ...(checks.length === 0 ? ['', 'No check is configured or was ever run.'] : ['', ...checkTable(checks)]),
    ...checks.flatMap(nextLines),
    '',
    '### Runs of the day',
    '',
    ...runLines(environment),
    '',
    '### Incidents',
    '',
    ...incidentLines(environment),
    '',
    '### Missing data',
    '',
    ...missingLines(environment),
  ];
}

function newestWords(environment: EnvironmentDay): string {
  const { newest } = environment;
  const age = asMarkdown(ageWords(environment));
  return newest === undefined ? age : `${link(newest)}, ${age}`;
}

const marks: Readonly<Record<DayState, string>> = {
  pass: 'up',
  degraded: '**degraded**',
  fail: '**down**',
  unknown: '**unknown**',
  'no-data': '**no data**',
};

function checkTable(checks: readonly CheckDay[]): readonly string[] {
  const head = ['Check', 'Today', 'Last result', 'Uptime', 'Results', 'p50', 'p95', 'p99', 'Error budget'];
  const rows = checks.map(({ name, kind, state, standing, tally, covered, latency, budget }) => [
    `${asMarkdown(name)} (${asMarkdown(kind)})`,
    marks[state],
    standing === undefined ? standingWords({}) : `[${asMarkdown(standingWords({ standing }))}](${standing.href})`,
    uptimeWords({ tally, covered }),
    tallyWords(tally),
    ...(['p50', 'p95', 'p99'] as const).map((which) => latencyWords(latency, which)),
    budgetWords(budget),
  ]);
  return table(head, rows);
}

function nextLines({ name, state, code, summary, next }: CheckDay): readonly string[] {
  if (state === 'pass') return [];
  const why = code === undefined ? '' : ` (${asCode(code)})`;
  return [
    '',
    `- **${asMarkdown(name)}** ${state === 'no-data' ? 'has' : 'is'} ${stateWord[state]}${why}: ${asMarkdown(summary)}`,
    ...(next === undefined ? [] : [`  - Next: ${asMarkdown(next)}`]),
  ];
}

function runLines({ runs, more }: EnvironmentDay): readonly string[] {
  const own = runs.map(({ at, state, ...file }) => `- ${momentWords(at)}: ${stateWord[state]}, ${link(file)}`);
  return [
    ...(own.length === 0 ? ['None on this day.'] : own),
    ...(more.length === 0 ? [] : ['', `Beside them: ${more.map(link).join(', ')}.`]),
  ];
}

function incidentLines({ incidents, knowsIncidents }: EnvironmentDay): readonly string[] {
  if (!knowsIncidents) return ['Unknown: there is no record of a notification in these days.'];
  if (incidents.length === 0) return ['None in these days.'];
  const rows = incidents.map(({ at, kind, check, severity, since, told, owed, uuid, href }) => [
    momentWords(at),
    `${asMarkdown(check)}: ${kind}, ${severity}`,
    kind === 'close' ? `lasted ${lastedWords(since, at)}` : `since ${momentWords(since)}`,
    [...told.map((name) => `${name} took it`), ...owed.map((name) => `**${name} did not**`)].join(', ') || '**nobody**',
    `[${uuid.slice(0, 8)}](${href})`,
  ]);
  return table(['When', 'What', 'For how long', 'Who was told', 'Incident'], rows);
}

function missingLines(environment: EnvironmentDay): readonly string[] {
  const { gaps, unread } = environment;
  const lines = [
    ...gaps.map((gap) => {
      const { from, until } = gap;
      const span = `from ${momentWords(from)} to ${momentWords(until)}: ${lastedWords(from, until)}`;
      return `- ${asMarkdown(gapWords(gap, environment))} ${span}`;
    }),
    ...unread.map(({ path, why }) => `- ${asCode(path)} is not counted: ${asMarkdown(why)}`),
  ];
  return lines.length === 0 ? ['None.'] : lines;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

function link({ path, href }: { readonly path: string; readonly href: string }): string {
  return `[${asMarkdown(path.split('/').at(-1) ?? path)}](${href})`;
}
