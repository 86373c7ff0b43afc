import type { ActionContext } from '../core/action.ts';
import { createCapture } from './capture.ts';
import { databasesFor } from './databases.ts';
import { liveContext, type LiveMeans } from './live-context.ts';
import { knownSecrets } from './secrets/known.ts';

/** Contexts of what goes on until it is stopped. */
export interface StandingContexts {
  of(environment: string): ActionContext;
  /** Closes what they opened. */
  close(): Promise<void>;
}

/** Secrets are those that the vault has now: who exchanges one starts anew. */
export async function openContexts(means: LiveMeans): Promise<StandingContexts> {
  const capture = createCapture((await knownSecrets(means.vault)).secrets);
  const opened: (() => Promise<void>)[] = [];
  return {
    of(environment) {
      const databases = databasesFor(means, environment, capture.redactor);
      opened.push(async () => databases.close());
      return liveContext(means, environment, { capture, databases });
    },
    close: async () => void (await Promise.all(opened.map(async (close) => close()))),
  };
}
