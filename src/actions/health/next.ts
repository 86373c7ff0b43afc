import type { DiagnosisCode } from './diagnosis.ts';

/** What to do next, where a check has nothing more to say of it. */
const lines: Partial<Record<DiagnosisCode, string>> = {
  missing_credential:
    'Put the credential into the vault, under the name and for the environment that it is looked for by.',
  not_configured: 'Say it for this environment in prestage.config.ts.',
  no_stand_in: 'Rehearse without this check, or give its service an emulator.',
  runner_offline: 'See to the network of this machine, then run it again: of the service nothing is known.',
  check_broken: 'Report it as a fault of Prestage, with what the service answers: of the service nothing is known.',
  dns: 'See that the host in prestage.config.ts is right and that its DNS record stands: `dig HOST`.',
  refused: 'See that the service runs and listens on this port.',
  unreachable: 'See that a route and a firewall let this machine reach it.',
  reset: 'See the logs of the service, or of the proxy before it, for what ends the connection.',
  tls: 'See what the port speaks: `openssl s_client -connect HOST:PORT`.',
  timeout:
    'See whether the service is overloaded or a firewall drops the packets; raise `timeout` if it may be this slow.',
  too_slow_body: 'See why the service sends its body so slowly; raise `timeout` if it may.',
  too_large: 'Ask for less, or raise `maxBytes`.',
  redirects: 'Name the URL that it leads to, or let `redirects` be followed; see why, if it leads in circles.',
  not_http: 'See what listens on this port: it does not speak HTTP as it should.',
  rate_limited: 'Ask less often, or wait until its limit is lifted.',
  server_error: 'See the logs of the service.',
  not_found: 'See that the path in prestage.config.ts is one that the service has.',
  wrong_status: 'See why it answers so, or correct `status` in prestage.config.ts.',
  token_rejected: 'Renew the credential at the service and in the vault.',
  not_json: 'See what it answers with: a proxy or a sign-in page may stand before it.',
  body_mismatch: 'See what the service says of itself there, or correct the condition.',
  field_absent:
    'See whether the service answers otherwise than before, or whether the credential may not see the field.',
  slow: 'See what slows it down, or raise `degradedAfter` if it may be this slow.',
  retried: 'It came right by itself: see whether it happens often.',
  stale: 'See what should have renewed it.',
  reply_holds_secret:
    'Take the field that holds it out of `fields` in prestage.config.ts; if the service shows it to others too, change it.',
  list_changed: 'Put back what is missing, or correct the expected list.',
  certificate_expired: 'Renew the certificate now.',
  certificate_not_yet_valid:
    'Serve the certificate that was valid until now, or see that the clocks of this machine and of the issuer are right.',
  certificate_expiring: 'Renew the certificate before it expires; see why it does not renew itself.',
  certificate_wrong_host: 'Serve a certificate that names this host.',
  certificate_untrusted: 'Serve the whole chain, from an authority that is known.',
};

export function nextOf(code: DiagnosisCode): string {
  return lines[code] ?? 'See what the service says.';
}
