import type { PostgresFailure } from '../../../../services/postgres/failures.ts';
import type { Judged } from '../../asking/trouble.ts';
import type { DiagnosisCode } from '../../diagnosis.ts';

const codes: Readonly<Record<string, DiagnosisCode>> = {
  'postgres.ipv6-only': 'unreachable',
  'postgres.tls-refused': 'tls',
  'postgres.tls-untrusted': 'certificate_untrusted',
  'postgres.tls-required': 'tls',
  'postgres.wrong-password': 'token_rejected',
  'postgres.no-database': 'not_found',
  'postgres.sql': 'server_error',
};

/** A database that cannot be asked, or that refuses the question; whether it may be otherwise in a moment. */
export function judgeFailure(failure: PostgresFailure): Judged & { readonly isPassing: boolean } {
  const { code: failed, what, why, fix } = failure.data;
  const code = codes[failed] ?? codeOfWords(why);
  const isCancelled = failure.sqlState === '57014';
  return {
    state: 'fail',
    code: isCancelled ? 'timeout' : code,
    summary: `${what}: ${wordsOf(failure)}`,
    next: fix,
    isPassing: failed === 'postgres.no-connection',
  };
}

/** What the server says of a question may have values of rows in it: its code alone is kept. */
function wordsOf({ sqlState, data }: PostgresFailure): string {
  return sqlState === undefined ? data.why : `SQLSTATE ${sqlState}`;
}

/** As Node and pg say that no connection came about. */
function codeOfWords(why: string): DiagnosisCode {
  if (/ENOTFOUND|EAI_AGAIN/.test(why)) return 'dns';
  if (why.includes('ECONNREFUSED')) return 'refused';
  if (/timeout|timed out|ETIMEDOUT/i.test(why)) return 'timeout';
  return /EHOSTUNREACH|ENETUNREACH/.test(why) ? 'unreachable' : 'reset';
}
