import type { ShownCertificate } from '../../../../services/tls/look.ts';
import type { Judged } from '../../asking/trouble.ts';
import type { DiagnosisCode } from '../../diagnosis.ts';
import { nextOf } from '../../next.ts';

const dayMs = 86_400_000;

/** What a certificate comes to: the host and the time before who vouches for it, since a stranger's word for both is nothing. */
export function judgeCertificate(
  { chain, distrust, namesHost }: ShownCertificate,
  most: number,
  now: Date,
): Judged & { readonly daysLeft: number } {
  const ends = Math.min(...chain.map(({ validTo }) => validTo.getTime()));
  const begins = Math.max(...chain.map(({ validFrom }) => validFrom.getTime()));
  const daysLeft = Math.floor((ends - now.getTime()) / dayMs);
  const fail = (code: DiagnosisCode, summary: string) =>
    ({ state: 'fail', code, summary, next: nextOf(code), daysLeft }) as const;
  if (ends <= now.getTime()) return fail('certificate_expired', `it expired ${agoWords(now.getTime() - ends)}`);
  if (begins > now.getTime()) return fail('certificate_not_yet_valid', 'it is not valid yet');
  if (!namesHost) return fail('certificate_wrong_host', 'it is for another host');
  if (distrust !== undefined) return fail('certificate_untrusted', `nobody known vouches for it (${distrust})`);
  const left = `${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`;
  if (daysLeft >= most) return { state: 'pass', summary: left, daysLeft };
  const code = 'certificate_expiring';
  return { state: 'degraded', code, summary: `${left}, fewer than ${most}`, next: nextOf(code), daysLeft };
}

/** In whole days that have gone by. */
function agoWords(ms: number): string {
  const days = Math.floor(ms / dayMs);
  if (days === 0) return 'less than a day ago';
  return days === 1 ? '1 day ago' : `${days} days ago`;
}
