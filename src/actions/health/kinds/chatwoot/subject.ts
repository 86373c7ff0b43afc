import type { Show } from '../../../../core/shown.ts';
import type { Asked } from '../chain/unexpected.ts';

/** The installation that is asked, and the account in it: what the words of a diagnosis name. */
export interface Subject {
  /** Its own URL, as the config has it and without a slash at the end. */
  readonly url: string;
  readonly account: number;
  /** The token's name in the vault. */
  readonly secret: string;
  readonly environment: string;
  /** Where the config has the check: `health.checks.chatwoot`. */
  readonly setting: string;
  /** How Chatwoot’s own words are shown in words and in records. */
  readonly show: Show;
}

/** Pages of the installation that a person opens. */
export const pages = {
  token: ({ url, account }: Subject) => `${url}/app/accounts/${account}/profile/settings`,
  agents: ({ url, account }: Subject) => `${url}/app/accounts/${account}/settings/agents/list`,
  inboxes: ({ url, account }: Subject) => `${url}/app/accounts/${account}/settings/inboxes/list`,
  inbox: ({ url, account }: Subject, id: number) => `${url}/app/accounts/${account}/settings/inboxes/${id}`,
  accounts: ({ url }: Subject) => `${url}/super_admin/accounts`,
  status: ({ url }: Subject) => `${url}/super_admin/instance_status`,
  jobs: ({ url }: Subject) => `${url}/monitoring/sidekiq`,
};

/** What the words about one of its calls name. */
export function askedOf({ url, setting }: Subject, call: string): Asked {
  const onError = `Read the newest error in the logs of Chatwoot at ${url}, and of the proxy before it.`;
  return { service: 'Chatwoot', call, url, setting: `${setting}.url`, onError };
}
