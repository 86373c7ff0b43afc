import { z } from 'zod';
import { defineCheck, type Outcome } from '../../core/action.ts';
import { duration, milliseconds } from '../notify/duration.ts';
import { environmentOf } from './environment.ts';
import { readArchive, type Archive } from './records/read.ts';

const input = z.strictObject({
  maxAge: duration
    .default('26h')
    .describe('how old the newest record may be, such as 90m, 26h or 2d: a night and two hours when absent'),
});

/** Clocks of two machines differ by seconds. */
const toleratedMs = 5 * 60_000;

export const healthFreshness = defineCheck({
  id: 'health.freshness',
  summary: 'See that the checks are run at all: fail when the newest record is too old',
  input,
  effects: 'none',
  needs: {},
  recognises: [/\bhealth\b.*\b(?:fresh(?:ness)?|stale)\b/iu],

  async check(context, { maxAge }) {
    const environment = environmentOf(context);
    const archive = await readArchive(context.root, { environment, mode: context.mode });
    return judge(archive, { environment, maxAge, now: context.clock.now() });
  },
});

interface Wish {
  readonly environment: string;
  readonly maxAge: string;
  readonly now: Date;
}

/** Nothing is no data. What cannot be read is no record, and is named. */
function judge({ records, unread }: Archive, { environment, maxAge, now }: Wish): Outcome {
  const [first] = unread;
  const count = `${unread.length} that cannot be read`;
  const unreadable = first === undefined ? '' : `; beside it ${count}: ${first.path} (${first.why})`;
  const newest = records.at(-1);
  if (newest === undefined) {
    const run = `run \`prestage health check --env ${environment}\`, and keep artifacts/ops between runs`;
    return { verdict: 'unknown', reason: `no check of ${environment} has left a record: ${run}${unreadable}` };
  }
  const { path, record } = newest;
  const ageMs = now.getTime() - Date.parse(record.startedAt);
  const facts = { newest: path, startedAt: record.startedAt, ageMinutes: Math.round(ageMs / 60_000), maxAge };
  if (ageMs < -toleratedMs) {
    const reason = `the newest record of ${environment} is of ${record.startedAt}, which is yet to come: set the clock right${unreadable}`;
    return { verdict: 'unknown', reason, facts };
  }
  if (ageMs > milliseconds(maxAge)) {
    const late = `the checks of ${environment} were last run ${inWords(ageMs)} ago, and ${maxAge} is the most`;
    const reason = `${late}: see why their schedule did not start them${unreadable}`;
    return { verdict: 'failed', reason, facts };
  }
  return { verdict: 'verified', ...(unreadable === '' ? {} : { reason: `fresh${unreadable}` }), facts };
}

/** In the largest unit that does not flatter: `25 hours`, `9 days`. */
function inWords(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  if (hours >= 1) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.floor(ms / 60_000)} minutes`;
}
