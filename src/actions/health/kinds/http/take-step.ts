import type { Json } from '../../../../core/json.ts';
import type { Asker, Exchange } from '../../asking/asker.ts';
import { statusJudged, troubleJudged, type Judged } from '../../asking/trouble.ts';
import { readPath } from '../../conditions/path.ts';
import { nextOf } from '../../next.ts';
import type { StepRecord } from '../../result.ts';
import { showing } from '../../shown.ts';
import type { Probe } from '../kind.ts';
import { fieldsOf, judgeAll } from '../../conditions/judge-all.ts';
import { callOf, requestOf } from './request.ts';
import type { HttpSettings, HttpStep } from './settings.ts';
import type { Taken } from './template.ts';

export interface StepResult {
  readonly record: StepRecord;
  /** Absent when all is well. */
  readonly judged: Judged | undefined;
  readonly taken: Taken;
}

interface StepToTake {
  readonly base: string;
  readonly name: string;
  readonly step: HttpStep;
  readonly taken: Taken;
}

export async function takeStep(
  { base, name, step, taken }: StepToTake,
  asker: Asker,
  probe: Probe<HttpSettings>,
): Promise<StepResult> {
  const request = await requestOf(base, step, taken, probe);
  const { redirects, maxBytes, retry } = step;
  const limits = { redirects, maxBytes };
  const wanted = (status: number): boolean => isWanted(status, step.status);
  const question = { name, call: callOf(base, step), request, limits, retry, isWanted: wanted };
  return judgeStep(step, await asker.ask(question), probe);
}

function judgeStep(step: HttpStep, exchange: Exchange, probe: Probe<HttpSettings>): StepResult {
  const { result, json, step: record } = exchange;
  if (result.kind === 'trouble') return ended(record, troubleJudged(result, record));
  if (!isWanted(result.status, step.status)) return ended(record, statusJudged(result.status, record));
  if (json !== undefined) return judgeJson(step, json, exchange, probe);
  return ended(record, looksIntoIt(step) ? notJson(record) : slowness(step, exchange));
}

function judgeJson(
  step: HttpStep,
  json: Json,
  exchange: Exchange,
  { context, environment }: Probe<HttpSettings>,
): StepResult {
  const asked = { environment, now: context.clock.now(), show: showing(context.redact) };
  const { records, fault } = judgeAll(step.conditions, json, asked, exchange.step.name);
  const record = { ...exchange.step, fields: fieldsOf(step.fields, json), conditions: records };
  const { taken, missing } = take(step, json);
  const judged = fault ?? (missing === undefined ? slowness(step, exchange) : absent(missing, record));
  return { record, judged, taken };
}

function ended(record: StepRecord, judged: Judged | undefined): StepResult {
  return { record, judged, taken: {} };
}

function isWanted(status: number, wanted: HttpStep['status']): boolean {
  const all = Array.isArray(wanted) ? wanted : [wanted];
  return all.some((one) => one === status || one === `${Math.floor(status / 100)}xx`);
}

function looksIntoIt({ conditions, extract, fields }: HttpStep): boolean {
  return conditions.length + Object.keys(extract).length + Object.keys(fields).length > 0;
}

/** What later steps use of the reply, or the path of the first that is not in it. */
function take({ extract }: HttpStep, json: Json): { readonly taken: Taken; readonly missing?: string } {
  const taken: Record<string, string> = {};
  for (const [name, path] of Object.entries(extract)) {
    const [value] = readPath(path).values(json);
    if (value === undefined || value === null || typeof value === 'object') return { taken, missing: path };
    taken[name] = String(value);
  }
  return { taken };
}

function slowness({ degradedAfter = Infinity }: HttpStep, { step, isRetried }: Exchange): Judged | undefined {
  const { name, phases, attempts } = step;
  if (isRetried) {
    const first = attempts[0]?.code ?? 'no answer';
    return {
      state: 'degraded',
      code: 'retried',
      summary: `${name}: answered at try ${attempts.length}, after ${first}`,
      next: nextOf('retried'),
    };
  }
  if (phases.total <= degradedAfter) return undefined;
  const summary = `${name}: took ${Math.round(phases.total)} ms, and may take ${degradedAfter}`;
  return { state: 'degraded', code: 'slow', summary, next: nextOf('slow') };
}

function notJson({ name }: StepRecord): Judged {
  const summary = `${name}: the body is no JSON, or is nested too deep to be a reply`;
  return { state: 'fail', code: 'not_json', summary, next: nextOf('not_json') };
}

function absent(path: string, { name }: StepRecord): Judged {
  const summary = `${name}: ${path} has no value that a later step could use`;
  return { state: 'unknown', code: 'field_absent', summary, next: nextOf('field_absent') };
}
