import { valueIn } from '../../per-environment.ts';
import type { ExpectedInboxes } from './judges/inboxes.ts';
import type { ChatwootSettings } from './settings.ts';

/** What an installation is held to in one environment. */
export interface Wanted {
  readonly version: string | undefined;
  readonly inboxes: ExpectedInboxes;
  readonly canary: number | undefined;
}

export function wantedIn(settings: ChatwootSettings, environment: string): Wanted {
  return {
    version: valueIn<string>(settings.version, environment),
    inboxes: {
      names: valueIn<readonly string[]>(settings.inboxes, environment),
      unseen: valueIn<readonly string[] | 'all'>(settings.unseen, environment) ?? [],
    },
    canary: valueIn<number>(settings.canary, environment),
  };
}
