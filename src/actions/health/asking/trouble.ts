import type { DiagnosisCode } from '../diagnosis.ts';
import type { Finding, StepRecord } from '../result.ts';
import type { HttpTrouble } from '../../../services/http/request.ts';
import { nextOf } from '../next.ts';

/** A finding but for its steps. */
export type Judged = Omit<Finding, 'steps'>;

/** No answer, or no whole one. */
export function troubleJudged({ code, detail }: HttpTrouble, { name }: Pick<StepRecord, 'name'>): Judged {
  return { state: 'fail', code, summary: `${name}: ${detail}`, next: nextOf(code) };
}

/** What a status that is not wanted says by itself, of a service that nothing more is known of. */
export function statusJudged(status: number, { name }: Pick<StepRecord, 'name'>): Judged {
  const code = codeOfStatus(status);
  const state = code === 'rate_limited' ? 'unknown' : 'fail';
  return { state, code, summary: `${name}: it answers ${status}`, next: nextOf(code) };
}

function codeOfStatus(status: number): DiagnosisCode {
  if (status === 429) return 'rate_limited';
  if (status === 401) return 'token_rejected';
  if (status === 404 || status === 410) return 'not_found';
  return status >= 500 ? 'server_error' : 'wrong_status';
}
