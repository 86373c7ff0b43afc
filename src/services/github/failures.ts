import { RequestError } from '@octokit/request-error';
import { Failure } from '../../core/failure.ts';
import { nameOf, type GitHubPlace } from './places.ts';

/** What GitHub refused, as a Failure: which token, which permission, which name. Everything else comes back as it was. */
export function githubFailure(
  error: unknown,
  place: GitHubPlace,
  doing: string,
  needed = permissionOf(place),
): unknown {
  if (!(error instanceof RequestError)) return error;
  const what = `GitHub did not ${doing} of ${nameOf(place)}`;
  const { status, response } = error;
  // The client says 500 of what nobody answered, too.
  if (response === undefined)
    return new Failure({
      code: 'github.no-answer',
      what,
      why: `no answer came: ${error.message.split('\n')[0] ?? ''}`,
      fix: 'See that this machine reaches the API, and do it again: whether it was done is not known.',
    });
  const headers = response.headers;
  const said = `it answered ${status}: ${error.message.split('\n')[0] ?? ''}`;
  if (status === 401)
    return new Failure({
      code: 'github.token-rejected',
      what,
      why: said,
      fix: 'The token is wrong, expired or revoked. Make a fine-grained one and put it into the vault.',
    });
  if (status === 429 || (status === 403 && isLimit(error)))
    return new Failure({
      code: 'github.rate-limited',
      what,
      why: said,
      fix: `Wait ${waitOf(headers)} and do it again: what was written stays written.`,
    });
  if (status === 403)
    return new Failure({
      code: 'github.permission-missing',
      what,
      why: said,
      fix: `Give the token the permission that is missing: ${accepted(headers) ?? needed}.`,
    });
  if (status === 404)
    return new Failure({
      code: 'github.not-found',
      what,
      why: `${said}. GitHub says so of what is not there, and of what the token may not see`,
      fix: `Look whether ${nameOf(place)} is what it is called${place.environment === undefined ? '' : ', environment included'}, and whether the token was made for it.`,
    });
  if (status === 410)
    return new Failure({
      code: 'github.gone',
      what,
      why: said,
      fix: 'What is asked for was taken away or is switched off there, as issues can be: switch it on in the settings of the repository.',
    });
  if (status === 409)
    return new Failure({
      code: 'github.conflict',
      what,
      why: said,
      fix: 'Somebody changed it at the same moment: do it again.',
    });
  if (status >= 500)
    return new Failure({
      code: 'github.down',
      what,
      why: said,
      fix: 'Look at githubstatus.com, and do it again: what was written stays written.',
    });
  return new Failure({ code: 'github.refused', what, why: said, fix: 'Mend what GitHub names, and do it again.' });
}

type Headers = Readonly<Record<string, string | number | undefined>>;

function isLimit(error: RequestError): boolean {
  const headers: Headers = error.response?.headers ?? {};
  return headers['retry-after'] !== undefined || String(headers['x-ratelimit-remaining']) === '0';
}

function waitOf(headers: Headers): string {
  if (headers['retry-after'] !== undefined) return `${headers['retry-after']} s`;
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) ? `until ${new Date(reset * 1000).toISOString()}` : 'an hour';
}

function accepted(headers: Headers): string | undefined {
  const value = headers['x-accepted-github-permissions'];
  return value === undefined ? undefined : `\`${value}\``;
}

function permissionOf({ environment }: GitHubPlace): string {
  return environment === undefined ? '`Secrets` of the repository' : '`Environments` of the repository';
}
