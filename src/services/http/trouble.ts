import type { HttpTroubleCode } from './request.ts';

export interface Cause {
  readonly code: HttpTroubleCode;
  readonly detail: string;
}

/** What undici, and Node's net, dns and tls, call it. */
const byCode: Readonly<Record<string, Cause>> = {
  ENOTFOUND: { code: 'dns', detail: 'the host has no address' },
  EAI_AGAIN: { code: 'dns', detail: 'the name servers did not answer' },
  ENODATA: { code: 'dns', detail: 'the host has no address' },
  ECONNREFUSED: { code: 'refused', detail: 'nothing listens there' },
  EHOSTUNREACH: { code: 'unreachable', detail: 'no way leads to the host' },
  ENETUNREACH: { code: 'unreachable', detail: 'no way leads to its network' },
  EADDRNOTAVAIL: { code: 'unreachable', detail: 'this machine has no address for it' },
  ECONNRESET: { code: 'reset', detail: 'the connection was reset' },
  EPIPE: { code: 'reset', detail: 'the connection was closed under the request' },
  UND_ERR_SOCKET: { code: 'reset', detail: 'the connection was closed before the answer was whole' },
  ETIMEDOUT: { code: 'timeout', detail: 'no connection came about in time' },
  UND_ERR_CONNECT_TIMEOUT: { code: 'timeout', detail: 'no connection came about in time' },
  CERT_HAS_EXPIRED: { code: 'certificate_expired', detail: 'the certificate has expired' },
  CERT_NOT_YET_VALID: { code: 'certificate_not_yet_valid', detail: 'the certificate is not valid yet' },
  ERR_TLS_CERT_ALTNAME_INVALID: { code: 'certificate_wrong_host', detail: 'the certificate is for another host' },
  UND_ERR_HEADERS_OVERFLOW: { code: 'too_large', detail: 'the head of the answer is too large' },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { code: 'reset', detail: 'the body is shorter than was announced' },
};

const unparsed = 'HPE_';

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);

/** Undefined for what is no word of the network: that is a fault of ours. */
export function causeOf(error: unknown): Cause | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  return byCode[code] ?? causeOfFamily(code);
}

function causeOfFamily(code: string): Cause | undefined {
  if (untrusted.has(code)) return { code: 'certificate_untrusted', detail: `nobody known vouches for it (${code})` };
  if (/^(?:ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) return { code: 'tls', detail: `no TLS came about (${code})` };
  if (code.startsWith(unparsed)) return { code: 'not_http', detail: `what answered does not speak HTTP (${code})` };
  // The system has more words than are worth a line each.
  if (/^E[A-Z]+$/.test(code)) return { code: 'unreachable', detail: `the system says ${code}` };
  return undefined;
}

/** Of several addresses that were tried, the first one's word; where it is wrapped, that of what lies within. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  // It does not always say which rule of HTTP was broken.
  if (error.name === 'HTTPParserError') return unparsed;
  return codeOf(error.cause);
}
