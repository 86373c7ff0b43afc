import { performance } from 'node:perf_hooks';
import { openSession } from '../../../../services/postgres/session.ts';
import { PostgresFailure } from '../../../../services/postgres/failures.ts';
import type { Judged } from '../../asking/trouble.ts';
import { fieldsOf, judgeAll } from '../../conditions/judge-all.ts';
import { nextOf } from '../../next.ts';
import type { Finding, StepRecord } from '../../result.ts';
import { showing } from '../../shown.ts';
import { defineKind, type Probe } from '../kind.ts';
import { askRows, type Rows } from './ask.ts';
import { judgeFailure } from './failure.ts';
import { postgresSettings, type PostgresSettings } from './settings.ts';

export const postgresKind = defineKind<PostgresSettings>({
  kind: 'postgres',
  settings: postgresSettings,
  async probe(probe) {
    const attempts: StepRecord['attempts'][number][] = [];
    for (;;) {
      const begun = performance.now();
      const answer = await askOnce(probe, attempts.length);
      const durationMs = Math.round(performance.now() - begun);
      const judged = answer instanceof PostgresFailure ? judgeFailure(answer) : undefined;
      attempts.push({ durationMs, ...(judged?.code === undefined ? {} : { code: judged.code }) });
      if (!(answer instanceof PostgresFailure)) return judgeRows(answer, attempts, probe);
      if (judged?.isPassing === true && attempts.length <= probe.retries && probe.remaining() > 0) continue;
      return failed(judgeFailure(answer), attempts, durationMs);
    }
  },
});

/** A question that only reads may be asked again. */
async function askOnce(probe: Probe<PostgresSettings>, tried: number): Promise<Rows | PostgresFailure> {
  const { context, environment, settings, retries, remaining } = probe;
  const login = await context.database(environment);
  const timeoutMs = Math.max(1, Math.floor(tried < retries ? remaining() / 2 : remaining()));
  try {
    const begun = performance.now();
    const session = await openSession(login, { root: context.root, timeoutMs });
    const connectMs = performance.now() - begun;
    try {
      return await askRows(session, settings.sql, timeoutMs, connectMs);
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof PostgresFailure) return error;
    throw error;
  }
}

const tooDeep: Judged = {
  state: 'fail',
  code: 'not_json',
  summary: 'question: what the rows hold is nested too deep to be looked into',
  next: 'Ask for less of it in `sql`.',
};

function failed(judged: Judged, attempts: StepRecord['attempts'], total: number): Finding {
  const { state, code, summary, next } = judged;
  const step = { name: 'question', attempts, phases: { total }, fields: {}, conditions: [] };
  return {
    state,
    ...(code === undefined ? {} : { code }),
    summary,
    ...(next === undefined ? {} : { next }),
    steps: [step],
  };
}

function judgeRows(
  { rows, connectMs, questionMs }: Rows,
  attempts: StepRecord['attempts'],
  { context, environment, settings }: Probe<PostgresSettings>,
): Finding {
  if (rows === undefined) return failed(tooDeep, attempts, Math.round(connectMs + questionMs));
  const asked = { environment, now: context.clock.now(), show: showing(context.redact) };
  const { records, fault } = judgeAll(settings.conditions, rows, asked, 'question');
  const total = Math.round(connectMs + questionMs);
  const phases = { connect: Math.round(connectMs), firstByte: Math.round(questionMs), total };
  const steps = [{ name: 'question', attempts, phases, fields: fieldsOf(settings.fields, rows), conditions: records }];
  if (fault !== undefined) return { ...fault, steps };
  if (attempts.length === 1) return { state: 'pass', summary: `answered as wanted in ${total} ms`, steps };
  const summary = `answered at try ${attempts.length}, after ${attempts[0]?.code ?? 'no answer'}`;
  return { state: 'degraded', code: 'retried', summary, next: nextOf('retried'), steps };
}
