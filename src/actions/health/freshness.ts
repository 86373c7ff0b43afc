import { z } from 'zod';
import { defineCheck, type Outcome } from '../../core/action.ts';
import { duration, milliseconds } from '../notify/duration.ts';
import { readSettings } from '../settings.ts';
import { environmentOf } from './environment.ts';
import { nothingConfigured } from './outcome.ts';
import { lastResults, type LastResult } from './records/last-results.ts';
import { readArchive, type Archive } from './records/read.ts';
import { selectChecks } from './select.ts';
import { healthSettings } from './settings.ts';

const input = z.strictObject({
  maxAge: duration
    .default('26h')
    .describe('how old the last result of a check may be, such as 90m, 26h or 2d: a night and two hours when absent'),
});

/** Clocks of two machines differ by seconds. */
const toleratedMs = 5 * 60_000;

export const healthFreshness = defineCheck({
  id: 'health.freshness',
  summary: 'See that the checks are run at all: fail when the last result of one is too old',
  input,
  effects: 'none',
  needs: {},
  recognises: [/\bhealth\b.*\b(?:fresh(?:ness)?|stale)\b/iu],

  async check(context, { maxAge }) {
    const environment = environmentOf(context);
    const archive = await readArchive(context.root, { environment, mode: context.mode });
    const settings = readSettings(context, 'health', healthSettings);
    const checks = selectChecks(settings, environment, undefined).map(({ name }) => name);
    return judge(archive, { environment, checks, maxAge, now: context.clock.now() });
  },
});

interface Wish {
  readonly environment: string;
  readonly checks: readonly string[];
  readonly maxAge: string;
  readonly now: Date;
}

/** Each check by itself: one that is run often hides none that is not. What cannot be read is no record, and is named. */
function judge({ records, unread }: Archive, wish: Wish): Outcome {
  const { checks, maxAge, now } = wish;
  const last = lastResults(records);
  const runs = checks.map((check) => runOf(check, last.get(check), now));
  const facts = { maxAge, checks: Object.fromEntries(runs.map(({ check, last = null }) => [check, last])) };
  const { verdict, reason } = said(runs, wish);
  const beside = unreadableWords(unread);
  if (verdict === 'verified') return { verdict, ...(beside === '' ? {} : { reason: `fresh${beside}` }), facts };
  return { verdict, reason: `${reason}${beside}`, facts };
}

function said(runs: readonly LastRun[], { environment, maxAge }: Wish): Outcome {
  if (runs.length === 0) return nothingConfigured(environment);
  const missing = runs.filter(({ last }) => last === undefined).map(({ check }) => check);
  const never = missing.length === 0 ? [] : [`no record has a result of ${missing.join(', ')} of ${environment}`];
  const late = runs.filter(({ ageMs }) => ageMs > milliseconds(maxAge));
  if (late.length > 0) {
    const words = late.map(({ check, ageMs }) => `${check} of ${environment} was last run ${inWords(ageMs)} ago`);
    const all = [`${words.join(', ')}, and ${maxAge} is the most`, ...never].join('; ');
    return { verdict: 'failed', reason: `${all}: see why the schedule did not start them` };
  }
  if (never.length > 0) {
    const run = `run \`prestage health check --env ${environment}\`, and keep artifacts/ops between runs`;
    return { verdict: 'unknown', reason: `${never.join('')}: ${run}` };
  }
  const ahead = runs.filter(({ ageMs }) => ageMs < -toleratedMs);
  if (ahead.length === 0) return { verdict: 'verified' };
  const words = ahead.map(({ check, last }) => `${check} of ${environment} was last run at ${last?.startedAt ?? ''}`);
  return { verdict: 'unknown', reason: `${words.join(', ')}, which is yet to come: set the clock right` };
}

interface LastRun {
  readonly check: string;
  /** Absent when it has left no result. */
  readonly last?: { readonly record: string; readonly startedAt: string };
  /** 0 when it has left none. */
  readonly ageMs: number;
}

function runOf(check: string, last: LastResult | undefined, now: Date): LastRun {
  if (last === undefined) return { check, ageMs: 0 };
  const { startedAt } = last.result;
  const ageMs = now.getTime() - Date.parse(startedAt);
  return { check, last: { record: last.archived.path, startedAt }, ageMs };
}

function unreadableWords(unread: Archive['unread']): string {
  const [first] = unread;
  if (first === undefined) return '';
  return `; beside it ${unread.length} that cannot be read: ${first.path} (${first.why})`;
}

/** In the largest unit that does not flatter: `25 hours`, `9 days`. */
function inWords(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  if (hours >= 1) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.floor(ms / 60_000)} minutes`;
}
