import type { NamedFault } from '../../kit/fault/fault.ts';
import { condition, fault, says } from './says.ts';

/** What is wrong with a token, or with whom it is of. */
export const tokenFaults: readonly NamedFault[] = [
  fault('token-revoked', 'Every call answers 401', {}, says(401, 'unauthorized')),
  fault('token-expired', 'Every call answers 401, since the token has expired', {}, says(401, 'token expired')),
  fault(
    'token-of-another-app',
    'The token is no good for the app: 403',
    { path: /^\/v1\/apps\//u },
    says(403, 'unauthorized: token is not authorized for this app'),
  ),
  condition('token-cannot-deploy', 'The token reads, and writes secrets; machines, leases and releases answer 403'),
  condition('token-reads-only', 'Whatever the token would change answers 403'),
  condition('app-not-found', 'There is no such app: 404'),
  condition('wrong-organization', 'The app is of an organization that the token is not of: 403'),
];
