import type { Trouble } from '../../chain/judgement.ts';
import { pages, type Subject } from '../subject.ts';

/** What Chatwoot does not let the token do, each with what lets it. */
export function tokenRejected(subject: Subject): Trouble {
  const { secret, environment } = subject;
  return {
    state: 'fail',
    code: 'token_rejected',
    summary: `Chatwoot does not know the token ${secret} of ${environment}: it was reset, or is another installation’s`,
    next: `Copy the access token at ${pages.token(subject)} and put it into the vault as ${secret} of ${environment}.`,
  };
}

/** Both spellings were sent, and Chatwoot saw neither. */
export function headerDropped({ url }: Subject): Trouble {
  return {
    state: 'fail',
    code: 'header_dropped_by_proxy',
    summary: `Chatwoot says that no token came, under either spelling: what stands before ${url} drops the header`,
    next: `Let the proxy before ${url} hand on Api-Access-Token and api_access_token (nginx: underscores_in_headers on;), and reload it.`,
  };
}

/** One spelling goes through: everything works for us, and not for those who send the other one. */
export function spellingDropped({ url }: Subject, dropped: string, through: string): Trouble {
  return {
    state: 'degraded',
    code: 'header_dropped_by_proxy',
    summary: `What stands before ${url} drops the header ${dropped}; ${through} goes through`,
    next: `Let the proxy before ${url} hand on ${dropped} (nginx: underscores_in_headers on;): clients that send it are told 401 although their token is right.`,
  };
}

export function botToken(subject: Subject): Trouble {
  const { secret, environment } = subject;
  return {
    state: 'fail',
    code: 'bot_token',
    summary: `The token ${secret} of ${environment} is an agent bot’s, and bots may not read`,
    next: `Take a user’s access token instead (${pages.token(subject)}) and put it into the vault as ${secret} of ${environment}.`,
  };
}

export function notAMember(subject: Subject, others: readonly number[]): Trouble {
  const { account, secret, setting } = subject;
  return {
    state: 'fail',
    code: 'not_a_member',
    summary: `The user of ${secret} does not belong to account ${account}${otherAccounts(others)}`,
    next: `Add the user to the account at ${pages.agents(subject)}, or correct ${setting}.account in prestage.config.ts.`,
  };
}

/** The profile does not have the account, and the account lets the token in all the same. */
export function membershipUnsaid(subject: Subject): Trouble {
  const { account, secret, url } = subject;
  return {
    state: 'unknown',
    code: 'not_a_member',
    summary: `The profile of ${secret}’s user does not have account ${account}, and the account is answered all the same`,
    next: `Look at ${pages.agents(subject)} whether the user is in it, and whether a cache or another installation answers part of ${url}.`,
  };
}

export function wrongAccount({ account, url, setting }: Subject, others: readonly number[]): Trouble {
  return {
    state: 'fail',
    code: 'wrong_account',
    summary: `Account ${account} is not at ${url}${otherAccounts(others)}`,
    next: `Set ${setting}.account in prestage.config.ts to the one in ${url}/app/accounts/NUMBER.`,
  };
}

export function accountSuspended(subject: Subject): Trouble {
  return {
    state: 'fail',
    code: 'account_suspended',
    summary: `Account ${subject.account} is suspended: nobody can work in it`,
    next: `Set its status to active at ${pages.accounts(subject)}, or ask who runs ${subject.url} to.`,
  };
}

/** `/api` is well and the account is not: its tables are not those that the code expects, more often than not. */
export function accountBreaks({ account, url }: Subject): Trouble {
  return {
    state: 'fail',
    code: 'server_error',
    summary: `/api is well, and what is of account ${account} is answered 500`,
    next: `Run what migrations are pending (\`bundle exec rails db:chatwoot_prepare\` in the web process at ${url}); if none is, read the newest error in its logs.`,
  };
}

export function notPermitted(subject: Subject, call: string): Trouble {
  const { secret, account } = subject;
  return {
    state: 'fail',
    code: 'scope_missing',
    summary: `The user of ${secret} may not do ${call} in account ${account}: a role of his own does not allow it`,
    next: `Give the user the role Agent or Administrator at ${pages.agents(subject)}.`,
  };
}

/** A 401 or 403 with words that no version of Chatwoot that we know says. */
export function refusedUnclearly({ url, secret, environment }: Subject, call: string, status: number): Trouble {
  return {
    state: 'fail',
    code: 'wrong_status',
    summary: `${call} answers ${status}, in words that are not Chatwoot’s`,
    next: `Look whether a proxy or a login page before ${url} answers itself; if not, take a new token and put it into the vault as ${secret} of ${environment}.`,
  };
}

function otherAccounts(accounts: readonly number[]): string {
  if (accounts.length === 0) return '';
  return `; the token’s user belongs to ${accounts.length === 1 ? 'account' : 'accounts'} ${accounts.join(', ')}`;
}
