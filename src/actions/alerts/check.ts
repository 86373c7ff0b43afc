import { z } from 'zod';
import { defineCheck, type Outcome } from '../../core/action.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { askPromtool, type PromtoolSaid } from '../../services/promtool/client.ts';
import { workspacePath } from '../inputs.ts';
import { readSettings } from '../settings.ts';
import { findingsIn } from './check/findings.ts';
import type { RuleFinding } from './check/finding.ts';
import { lookUp, type LookedUp } from './check/look-up.ts';
import { readRules } from './check/read-rules.ts';
import { stalenessOf } from './check/staleness.ts';
import { anchorsIn } from './runbook-url.ts';
import { alertsSettings } from './settings.ts';

const input = z.strictObject({
  file: workspacePath.optional().describe('a file of rules; that of the config when absent'),
  from: z
    .enum(['targets', 'recorded'])
    .default('targets')
    .describe('ask the targets for their metrics, or take what was recorded of them; a rehearsal asks nobody'),
});

export const alertsCheck = defineCheck({
  id: 'alerts.check',
  summary: 'Look at alerting rules: do they parse, can they fire, is there data for them, and a runbook',
  input,
  effects: 'none',
  // promtool is asked where it is: a run does not wait for it.
  needs: {},
  recognises: [/\balert(?:ing)? rules?\b.*\b(?:check|lint|test|valid)/iu],

  async check(context, { file, from }) {
    const settings = readSettings(context, 'alerts', alertsSettings);
    const path = file ?? settings.file;
    const text = await readTextIfThere(context.root, path);
    if (text === undefined)
      return { verdict: 'failed', reason: `${path} is not there`, fix: '`prestage alerts render --apply` writes it.' };
    const read = readRules(text);
    const known = await lookUp(context, settings, from);
    const runbook =
      settings.runbook === undefined ? undefined : await readTextIfThere(context.root, settings.runbook.file);
    const tests = await readTextIfThere(context.root, settings.tests);
    const isBlind = known.blind.length > 0;
    const all = [
      ...(path === settings.file ? stalenessOf(settings, { rules: text, tests }) : []),
      ...findingsIn(read, {
        settings,
        scrape: known.scrape,
        anchors: runbook === undefined ? undefined : anchorsIn(runbook),
      }),
    ];
    // A target that is not seen may show it.
    const findings = all.filter(({ rule }) => !(isBlind && rule === 'promql.unknown-metric'));
    const tested = path === settings.file && tests !== undefined ? settings.tests : undefined;
    const promtool = await askPromtool(context.exec, path, tested);
    return outcomeOf({ path, tested, rules: read.rules.length, findings, known, promtool });
  },
});

interface Looked {
  readonly path: string;
  /** Its unit tests, where promtool was given some. */
  readonly tested: string | undefined;
  readonly rules: number;
  readonly findings: readonly RuleFinding[];
  readonly known: LookedUp;
  readonly promtool: PromtoolSaid;
}

function outcomeOf(looked: Looked): Outcome {
  const { path, findings, promtool, rules, known } = looked;
  return {
    ...verdictOf(looked),
    facts: {
      file: path,
      rules,
      metrics: known.from,
      unseen: known.blind,
      promtool: promtool.kind === 'absent' ? `not asked: ${promtool.why}` : promtool.version,
      findings: findings.map((each) => ({ ...each })),
    },
    findings: findings.map(({ rule, alert, line, message, fix }) => ({
      rule,
      severity: 'error' as const,
      file: path,
      line,
      message: alert === '' ? message : `${alert}: ${message}`,
      fix,
    })),
    ...(promtool.kind === 'absent' ? {} : { suites: [suiteOf(looked, promtool)] }),
  };
}

function suiteOf({ path, tested }: Looked, { version, problems }: Extract<PromtoolSaid, { kind: 'said' }>) {
  return {
    name: `promtool ${version}`,
    result: problems.length === 0 ? ('PASSED' as const) : ('FAILED' as const),
    passed:
      problems.length === 0
        ? [`check rules of ${path}`, ...(tested === undefined ? [] : [`test rules of ${tested}`])]
        : [],
    failed: problems,
  };
}

function verdictOf({ path, rules, findings, known, promtool }: Looked): Outcome {
  const [first] = findings;
  if (first !== undefined)
    return {
      verdict: 'failed',
      reason: `${path}: ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${first.alert === '' ? '' : `${first.alert}: `}${first.message}`,
      fix: first.fix,
    };
  if (promtool.kind === 'said' && promtool.problems.length > 0)
    return {
      verdict: 'failed',
      reason: `promtool ${promtool.version}: ${promtool.problems.join('; ')}`,
      fix: 'Correct the rule that it names.',
    };
  if (rules === 0)
    return {
      verdict: 'unknown',
      reason: `${path} has no alert`,
      fix: 'Define one in `alerts.rules` of prestage.config.ts.',
    };
  if (known.from.length === 0 || known.blind.length > 0)
    return {
      verdict: 'unknown',
      reason: `whether anything shows the metrics is not known: ${known.blind.join('; ') || 'no target is named'}`,
      fix: 'Name what shows them in `alerts.targets` of prestage.config.ts, with a recorded scrape or a URL.',
    };
  if (promtool.kind === 'absent')
    return {
      verdict: 'verified',
      reason: `by the grammar and the recorded series; the unit tests were not run: promtool: ${promtool.why}`,
    };
  return { verdict: 'verified' };
}
