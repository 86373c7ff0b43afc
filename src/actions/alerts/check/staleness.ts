import { firstDifference } from '../render/difference.ts';
import { authorOf } from '../render/marked.ts';
import { renderRules } from '../render/rules-file.ts';
import { renderTests } from '../render/tests-file.ts';
import { allRules } from '../rules-of.ts';
import { runbookUrlOf } from '../runbook-url.ts';
import type { AlertsSettings } from '../settings.ts';
import type { RuleFinding } from './finding.ts';

/** As they lie in the workspace; tests that are not there are undefined. */
export interface RenderedFiles {
  readonly rules: string;
  readonly tests: string | undefined;
}

/**
 * Whether both files are still what the definitions give: unit tests that somebody emptied pass. Rules that were never rendered
 * are nobody's but their author's.
 */
export function stalenessOf(settings: AlertsSettings, { rules, tests }: RenderedFiles): readonly RuleFinding[] {
  const { runbook, file } = settings;
  if (authorOf(rules) === 'theirs' || runbook === undefined || Object.keys(settings.rules).length === 0) return [];
  const all = allRules(settings);
  const runbookUrl = runbookUrlOf(runbook);
  const wanted = renderTests(all, { rulesPath: file, testsPath: settings.tests, runbookUrl });
  return [...staleFile(file, renderRules(all, runbookUrl), rules), ...staleFile(settings.tests, wanted, tests)];
}

function staleFile(file: string, wanted: string, text: string | undefined): readonly RuleFinding[] {
  if (text === wanted) return [];
  const fix = '`prestage alerts render --apply`.';
  const stale = { rule: 'alerts.stale', alert: '', fix };
  if (text === undefined) return [{ ...stale, line: 1, message: `${file} is not there` }];
  const difference = firstDifference(wanted, text);
  const line = Number(/^line (\d+)/u.exec(difference)?.[1] ?? 1);
  if (authorOf(text) !== 'edited')
    return [{ ...stale, line, message: `${file} is not what the config gives now: ${difference}` }];
  return [
    {
      rule: 'alerts.hand-edited',
      alert: '',
      line,
      message: `${file} was edited by hand: ${difference}`,
      fix: `Put the edit into prestage.config.ts, take it back with \`git checkout ${file}\`, and ${fix}`,
    },
  ];
}
