import { RequestError } from '@octokit/request-error';
import { Failure, type FailureData } from '../../core/failure.ts';
import { nameOf, type GitHubPlace } from './places.ts';

/**
 * What GitHub refused, as a Failure: which token, which permission, which name. Everything else comes back as it was.
 * @param needed The permission that it takes, where GitHub does not say it.
 */
export function githubFailure(
  error: unknown,
  place: GitHubPlace,
  doing: string,
  needed = permissionOf(place),
): unknown {
  if (!(error instanceof RequestError)) return error;
  const what = `GitHub did not ${doing} of ${nameOf(place)}`;
  const words = error.message.split('\n')[0] ?? '';
  // The client says 500 of what nobody answered, too.
  if (error.response === undefined) return new Failure({ what, why: `no answer came: ${words}`, ...unheard });
  const why = `it answered ${error.status}: ${words}`;
  return new Failure({ what, ...refusalOf(error, why, { place, needed }) });
}

type Refusal = Pick<FailureData, 'code' | 'why' | 'fix'>;

const unheard = {
  code: 'github.no-answer',
  fix: 'See that this machine reaches the API, and do it again: whether it was done is not known.',
};

function refusalOf(
  error: RequestError,
  why: string,
  { place, needed }: { readonly place: GitHubPlace; readonly needed: string },
): Refusal {
  const { status, response } = error;
  const headers = response?.headers ?? {};
  if (status === 429 || (status === 403 && isLimit(error)))
    return {
      code: 'github.rate-limited',
      why,
      fix: `Wait ${waitOf(headers)} and do it again: what was written stays written.`,
    };
  if (status === 403)
    return {
      code: 'github.permission-missing',
      why,
      fix: `Give the token the permission that is missing: ${accepted(headers) ?? needed}.`,
    };
  if (status === 404)
    return {
      code: 'github.not-found',
      why: `${why}. GitHub says so of what is not there, and of what the token may not see`,
      fix: `Look whether ${nameOf(place)} is what it is called${place.environment === undefined ? '' : ', environment included'}, and whether the token was made for it.`,
    };
  const known = status >= 500 ? down : (byStatus[status] ?? refused);
  return { why, ...known };
}

const down = {
  code: 'github.down',
  fix: 'Look at githubstatus.com, and do it again: what was written stays written.',
};
const refused = { code: 'github.refused', fix: 'Mend what GitHub names, and do it again.' };

const byStatus: Readonly<Record<number, Pick<FailureData, 'code' | 'fix'>>> = {
  401: {
    code: 'github.token-rejected',
    fix: 'The token is wrong, expired or revoked. Make a fine-grained one and put it into the vault.',
  },
  409: { code: 'github.conflict', fix: 'Somebody changed it at the same moment: do it again.' },
  410: {
    code: 'github.gone',
    fix: 'What is asked for was taken away or is switched off there, as issues can be: switch it on in the settings of the repository.',
  },
};

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
