import type { Show } from '../../../../core/shown.ts';

/** The key and the workspace that are asked for: what the words of a diagnosis name. */
export interface Subject {
  /** Its id. Words do not name it: teams keep it in the vault. */
  readonly workspace: string;
  /** The key's name in the vault. */
  readonly secret: string;
  readonly environment: string;
  /** Where the config has the check: `health.checks.publer`. */
  readonly setting: string;
  /** How Publer’s own words are shown in words and in records. */
  readonly show: Show;
}

/** Where in Publer a person looks: it promises no addresses of its pages. */
export const pages = {
  keys: 'Settings → Access & Login → API Keys in Publer',
  plan: 'Settings → Billing in Publer',
  accounts: 'Accounts in Publer',
  posts: 'Posts → Failed in Publer',
};
