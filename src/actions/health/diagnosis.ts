/** Why a check is not green: each has a line of its own in docs/health-diagnoses.md. */
export const diagnosisCodes = [
  // Nothing was asked.
  'missing_credential',
  'not_configured',
  'no_stand_in',
  'runner_offline',
  'check_broken',
  // No answer came.
  'dns',
  'refused',
  'unreachable',
  'reset',
  'tls',
  'timeout',
  'too_slow_body',
  'too_large',
  'redirects',
  'not_http',
  // The answer is not the one wanted.
  'rate_limited',
  'server_error',
  'not_found',
  'wrong_status',
  'not_json',
  'body_mismatch',
  'field_absent',
  'slow',
  'retried',
  'stale',
  'reply_holds_secret',
  // Who asks is not let in, or is let in somewhere else.
  'token_rejected',
  'header_dropped_by_proxy',
  'bot_token',
  'wrong_account',
  'account_suspended',
  'not_a_member',
  'scope_missing',
  'plan_lapsed',
  'workspace_wrong',
  // The service answers, and what it serves does not work.
  'dependency_failing',
  'worker_stopped',
  'reauthorisation_needed',
  'list_changed',
  'posts_failed',
  'version_drift',
  // Of a certificate.
  'certificate_expired',
  'certificate_not_yet_valid',
  'certificate_expiring',
  'certificate_wrong_host',
  'certificate_untrusted',
] as const;

export type DiagnosisCode = (typeof diagnosisCodes)[number];
