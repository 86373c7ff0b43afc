import { performance } from 'node:perf_hooks';
import pLimit from 'p-limit';
import { z } from 'zod';
import { defineCheck, type ActionContext } from '../../core/action.ts';
import { listOfWords } from '../inputs.ts';
import { readSettings } from '../settings.ts';
import { askControl, heldToControl } from './control.ts';
import { countsOf, nothingConfigured, outcomeOf, stateOf } from './outcome.ts';
import { environmentOf } from './environment.ts';
import { withoutSecrets } from './holds-secret.ts';
import { healthRecordSchema } from './record-schema.ts';
import type { CheckResult, HealthRecord } from './result.ts';
import { runCheck } from './run-check.ts';
import { selectChecks, type NamedCheck } from './select.ts';
import { healthSettings, type HealthSettings } from './settings.ts';

const input = z.strictObject({
  checks: listOfWords.optional().describe('names of checks, as a comma list; all of the environment when absent'),
});

/** More at once would measure each other. */
const atOnce = 32;

export const healthCheck = defineCheck({
  id: 'health.check',
  summary: 'Ask services whether they work, and archive what they answered without their secrets',
  input,
  effects: 'none',
  // A missing credential is what a check says of itself: the others are run.
  needs: {},
  recognises: [/\b(?:chatwoot|publer)\b.*\bhealth\b/i, /\bhealth[- ]?checks?\b.*\b(?:run|pass|workflow)/i],

  async check(context, { checks }) {
    const environment = environmentOf(context);
    const settings = readSettings(context, 'health', healthSettings);
    const selected = selectChecks(settings, environment, checks);
    // A record of nothing would look like a run.
    if (selected.length === 0) return nothingConfigured(environment);
    const record = await recordOf(context, settings, environment, selected);
    const content = healthRecordSchema.parse(record);
    const { state, startedAt, durationMs, control } = content;
    const line = { state, startedAt, durationMs, control, counts: countsOf(record.results) };
    return outcomeOf(record, await context.archive('health', { content, line }));
  },
});

async function recordOf(
  context: ActionContext,
  settings: HealthSettings,
  environment: string,
  checks: readonly NamedCheck[],
): Promise<HealthRecord> {
  const [startedAt, begun] = [context.clock.now().toISOString(), performance.now()];
  const limit = pLimit(atOnce);
  const [control, ...all] = await Promise.all([
    askControl(context, settings),
    ...checks.map(async (check) => limit(async () => found(context, check, environment))),
  ]);
  const results = all.map((result) => heldToControl(result, control));
  const durationMs = Math.round(performance.now() - begun);
  const { mode } = context;
  return {
    format: 'prestage.health/1',
    environment,
    mode,
    startedAt,
    durationMs,
    control,
    state: stateOf(results),
    results,
  };
}

async function found(context: ActionContext, check: NamedCheck, environment: string): Promise<CheckResult> {
  return told(context, withoutSecrets(context, await runCheck(context, check, environment)));
}

function told(context: ActionContext, result: CheckResult): CheckResult {
  const { check, environment, state, code, summary } = result;
  context.say(`${check} of ${environment}: ${state}${code === undefined ? '' : ` (${code})`}, ${summary}`);
  return result;
}
