import { Secret } from '../../core/secret.ts';

/** Fly's three APIs: machines, GraphQL, and the web's own REST below `/api/v1`. */
export type FlyHost = 'machines' | 'graphql' | 'web';

const macaroon = /^(?:FlyV1 )?fm(?:1r|1a|2)/u;

/**
 * How each API is told of one token, or of several with commas between: macaroons go under a scheme of their own, to the
 * Machines API alone and to GraphQL with all others; the web takes all of them as a bearer.
 * flyctl: tokens/tokens.go and internal/uiex/releases.go; https://fly.io/docs/security/tokens/
 */
export function authorizationOf(token: Secret, host: FlyHost): Secret {
  const words = token
    .reveal()
    .replace(/^FlyV1 /u, '')
    .split(',');
  const macaroons = words.filter((word) => macaroon.test(word));
  const sent = host === 'machines' && macaroons.length > 0 ? macaroons : words;
  const scheme = host !== 'web' && macaroons.length > 0 ? 'FlyV1' : 'Bearer';
  return new Secret('authorization', `${scheme} ${sent.join(',')}`);
}
