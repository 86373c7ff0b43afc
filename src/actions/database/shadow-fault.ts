import type { PushResult } from '../../services/supabase/client.ts';
import { readCliWords } from './push/cli-words.ts';

/** Why migrations do not go through on a scratch database. */
export interface ShadowFault {
  /** `unknown`: the scratch database lacks something that a project has, which says nothing of the migrations. */
  readonly verdict: 'failed' | 'unknown';
  readonly words: string;
}

/** Undefined when they did. */
export function shadowFault({ error, begun }: PushResult): ShadowFault | undefined {
  if (error === undefined) return undefined;
  const at = begun.at(-1);
  const extension = missingExtension(error.message);
  if (extension !== undefined)
    return {
      verdict: 'unknown',
      words:
        `${at ?? 'a migration'} needs the extension ${extension}, which this machine's Postgres does not have: ` +
        `install it there, and scratch databases have it too`,
    };
  const words = readCliWords(error).words;
  return {
    verdict: 'failed',
    words: `the migrations do not go through${at === undefined ? '' : ` (${at})`}: ${words}`,
  };
}

/** By its name. */
export function missingExtension(message: string): string | undefined {
  return (
    /extension "([^"]+)" is not available/.exec(message)?.[1] ??
    /could not open extension control file ".*?([^/"]+)\.control"/i.exec(message)?.[1]
  );
}
