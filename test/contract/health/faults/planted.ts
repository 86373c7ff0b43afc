import type { DiagnosisCode } from '../../../../src/actions/health/diagnosis.ts';
import type { State } from '../../../../src/actions/health/result.ts';

/** What a check must say while a fault of its service's emulator is armed. */
export interface Expected {
  readonly state: Exclude<State, 'pass'>;
  readonly code: DiagnosisCode;
  /** Milliseconds that the check is given, where the fault is that it takes long. */
  readonly budgetMs?: number;
  /** What the check must be told for it; without that nothing is asked, and it is green. */
  readonly optIn?: string;
}

/** A fault that leaves the check green, and why that is right. */
export interface Harmless {
  readonly why: string;
  /** What the check is told otherwise, so that this alone is wrong. */
  readonly settings?: Readonly<Record<string, string>>;
}

const fail = (code: DiagnosisCode, budgetMs?: number): Expected => ({
  state: 'fail',
  code,
  ...(budgetMs === undefined ? {} : { budgetMs }),
});
const unknown = (code: DiagnosisCode): Expected => ({ state: 'unknown', code });
const degraded = (code: DiagnosisCode): Expected => ({ state: 'degraded', code });

/** What any service on the web can do, whichever it is. */
const web: Readonly<Record<string, Expected>> = {
  reset: fail('reset'),
  'first-reset': degraded('retried'),
  'first-unavailable': degraded('retried'),
  slow: fail('timeout', 1000),
  hanging: fail('timeout', 1000),
  trickling: fail('too_slow_body', 1000),
  enormous: fail('too_large', 30_000),
  'cut-short': fail('reset'),
  garbled: fail('not_json'),
  'other-json': unknown('body_mismatch'),
  html: fail('not_json'),
  'endless-redirects': fail('redirects'),
  'sent-to-login': fail('redirects'),
  'bad-gateway': fail('server_error'),
  unavailable: fail('server_error'),
};

export const ofChatwoot: Readonly<Record<string, Expected | Harmless>> = {
  'redis-down': fail('dependency_failing'),
  'redis-silent': unknown('field_absent'),
  'database-down': fail('dependency_failing'),
  'migrations-pending': fail('server_error'),
  'worker-dead': { ...fail('worker_stopped'), optIn: 'canary' },
  'token-revoked': fail('token_rejected'),
  'underscore-dropped': { why: 'we send `Api-Access-Token`, which every proxy hands on' },
  'token-header-dropped': fail('header_dropped_by_proxy'),
  'compression-refused': {
    why: 'we ask for no compression; where another version than 4.12.1 is wanted, it says `version_drift`',
    settings: { version: '4.12.1' },
  },
  'bot-token': fail('bot_token'),
  'agent-token': unknown('field_absent'),
  'account-gone': fail('wrong_account'),
  'account-suspended': fail('account_suspended'),
  'not-a-member': fail('not_a_member'),
  'inbox-missing': fail('list_changed'),
  'inboxes-empty': fail('list_changed'),
  reauthorization: fail('reauthorisation_needed'),
  'whatsapp-restricted': {
    why: 'Meta’s own word about a number is not asked for: Chatwoot would fetch it anew each time',
  },
  'message-failed': { why: 'single messages are not read: they are people’s words, and no list of failed ones exists' },
  'version-drift': degraded('version_drift'),
  'old-version': degraded('version_drift'),
  throttled: unknown('rate_limited'),
  'server-error': fail('server_error'),
  ...web,
};

const nobodysPost = { why: 'it is about a post that is being published, and a check publishes none' };

export const ofPubler: Readonly<Record<string, Expected | Harmless>> = {
  'key-revoked': fail('token_rejected'),
  'key-revoked-as-documented': fail('token_rejected'),
  'key-revoked-other-envelope': fail('token_rejected'),
  // Publer says the same of it as of a revoked key; the next line names both.
  'plan-lapsed': fail('token_rejected'),
  'plan-lapsed-as-documented': fail('plan_lapsed'),
  'scope-missing': fail('scope_missing'),
  'posts-scope-missing': { ...fail('scope_missing'), optIn: 'posts' },
  'workspace-refused': fail('workspace_wrong'),
  // Publer says the same of it as of a missing scope; the next line names both.
  'workspace-refused-as-documented': fail('scope_missing'),
  'workspace-silent': fail('workspace_wrong'),
  'workspace-gone': fail('workspace_wrong'),
  'accounts-empty': fail('list_changed'),
  'account-missing': fail('list_changed'),
  'posts-failed': { ...fail('posts_failed'), optIn: 'posts' },
  'posts-reauth': { ...fail('reauthorisation_needed'), optIn: 'posts' },
  'posts-locked': { ...fail('plan_lapsed'), optIn: 'posts' },
  'job-failed': nobodysPost,
  'job-stuck': nobodysPost,
  wrapped: { why: 'replies are read with and without the envelope' },
  'paths-gone': fail('not_found'),
  'rate-limited': unknown('rate_limited'),
  'rate-nearly-spent': degraded('rate_limited'),
  'throttled-by-cdn': unknown('rate_limited'),
  'server-error': fail('server_error'),
  ...web,
};

/** Of a site without a preset, asked by the kind `http`. What is wrong with its certificate, the kind `certificate` says. */
export const ofSite: Readonly<Record<string, Expected | Harmless>> = {
  'not-found': fail('not_found'),
  unauthorized: fail('token_rejected'),
  forbidden: fail('wrong_status'),
  throttled: unknown('rate_limited'),
  'server-error': fail('server_error'),
  empty: fail('not_json'),
  null: unknown('field_absent'),
  ...web,
  'other-json': unknown('field_absent'),
  'certificate-expired': fail('certificate_expired'),
  'certificate-not-yet': fail('certificate_not_yet_valid'),
  'certificate-expiring': degraded('certificate_expiring'),
  'certificate-wrong-host': fail('certificate_wrong_host'),
  'certificate-untrusted': fail('certificate_untrusted'),
};
