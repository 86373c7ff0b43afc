/** What a channel must say while a fault of its service's emulator is armed. */
export interface Expected {
  readonly code: string;
  /** It may have arrived: sent again it may arrive twice. */
  readonly mayBeTaken: boolean;
  /** Milliseconds that it is given, where the fault is that it takes long. */
  readonly timeoutMs?: number;
}

/** A fault that the message gets through all the same, and why that is right. */
export interface Harmless {
  readonly why: string;
}

const lost = (code: string, timeoutMs?: number): Expected => ({
  code,
  mayBeTaken: false,
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
});
const maybe = (code: string, timeoutMs?: number): Expected => ({ ...lost(code, timeoutMs), mayBeTaken: true });

export const ofSmtp: Readonly<Record<string, Expected | Harmless>> = {
  'service-busy': lost('smtp.busy'),
  'turned-away': lost('smtp.turned-away'),
  'slow-banner': lost('smtp.timeout', 400),
  babble: lost('smtp.not-smtp'),
  'no-starttls': lost('smtp.no-tls'),
  'tls-refused': lost('smtp.no-tls'),
  'tls-cut': lost('smtp.lost'),
  'auth-refused': lost('smtp.login-refused'),
  'login-slow': lost('smtp.timeout', 800),
  greylisted: lost('smtp.put-off'),
  'mailbox-unknown': lost('smtp.refused'),
  'data-cut': maybe('smtp.lost'),
  'message-slow': maybe('smtp.timeout', 800),
  'message-too-big': lost('smtp.refused'),
  'reply-lost': maybe('smtp.lost'),
  'kept-yet-failed': maybe('smtp.put-off'),
};

const isTaken = { why: 'a status of 2xx says that it was taken, whatever comes after it' };

/** Of what is posted to: only the status counts, since the rest of the answer says nothing more. */
const web: Readonly<Record<string, Expected | Harmless>> = {
  reset: maybe('notify.reset'),
  'first-reset': maybe('notify.reset'),
  'first-unavailable': lost('notify.refused'),
  slow: maybe('notify.timeout', 800),
  hanging: maybe('notify.timeout', 800),
  trickling: maybe('notify.too_slow_body', 800),
  enormous: maybe('notify.too_large'),
  'cut-short': maybe('notify.reset'),
  garbled: isTaken,
  'other-json': isTaken,
  html: isTaken,
  'endless-redirects': lost('notify.refused'),
  'sent-to-login': lost('notify.refused'),
  'bad-gateway': lost('notify.refused'),
  unavailable: lost('notify.refused'),
  'taken-but-unheard': maybe('notify.reset'),
};

export const ofWebhook: Readonly<Record<string, Expected | Harmless>> = {
  ...web,
  'secret-changed': lost('notify.refused'),
  gone: lost('notify.refused'),
  moved: lost('notify.refused'),
};

export const ofPagerduty: Readonly<Record<string, Expected | Harmless>> = {
  ...web,
  'key-rejected': lost('notify.refused'),
  throttled: lost('notify.refused'),
  'first-throttled': lost('notify.refused'),
};

const {
  trickling: _trickling,
  enormous: _enormous,
  'cut-short': _cutShort,
  garbled: _garbled,
  ...webWithoutBody
} = web;

/** What it takes it answers without a body. */
export const ofAlertmanager: Readonly<Record<string, Expected | Harmless>> = {
  ...webWithoutBody,
  'old-version': lost('notify.refused'),
  'gone-v1': lost('notify.refused'),
  'bad-data': lost('notify.refused'),
  'token-rejected': lost('notify.refused'),
};

const ofSecrets = { why: 'it is about secrets, which an issue has nothing to do with' };

export const ofGithub: Readonly<Record<string, Expected | Harmless>> = {
  'token-revoked': lost('github.token-rejected'),
  'scope-missing': ofSecrets,
  'environment-scope-missing': ofSecrets,
  'issues-scope-missing': lost('github.permission-missing'),
  'issues-disabled': lost('github.gone'),
  'issue-unheard': maybe('github.no-answer'),
  'repository-hidden': lost('github.not-found'),
  'secondary-limit': ofSecrets,
  'too-many-requests': lost('github.rate-limited'),
  'hourly-limit': lost('github.rate-limited'),
  'stale-key': ofSecrets,
  conflict: ofSecrets,
  'dies-in-the-middle': ofSecrets,
  'written-but-unheard': ofSecrets,
  down: maybe('github.down'),
};
