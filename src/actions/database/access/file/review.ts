import type { ActionContext } from '../../../../core/action.ts';
import { readTextIfThere } from '../../../../services/files/read.ts';
import { createGit } from '../../../../services/git/client.ts';
import { acceptable, compareAccess } from '../compare.ts';
import { intentPath, pagePath, readIntent, type IntentFile } from './intent.ts';
import { accessPage } from './page.ts';

/** What is wrong with the files themselves, whatever the database says. */
export interface FileFaults {
  /** The page does not say what the intent says. */
  readonly stale: readonly string[];
  /** More is meant than at HEAD, and no line says who answers for that. */
  readonly silent: readonly string[];
}

export async function faultsOfFiles(context: ActionContext, intent: IntentFile): Promise<FileFaults> {
  const page = await readTextIfThere(context.root, pagePath);
  const stale = page === accessPage(intent) ? [] : [`${pagePath} does not say what ${intentPath} says`];
  const committed = await createGit(context.exec).textAtHead(intentPath);
  if (committed === undefined) return { stale, silent: [] };
  const before = readIntent(committed, `${intentPath} at HEAD`);
  const old = new Set(before.accepted.map((line) => JSON.stringify(line)));
  const fresh = new Set(intent.accepted.filter((line) => !old.has(JSON.stringify(line))).map(({ what }) => what));
  const silent = compareAccess(before, intent).filter(
    (each) => each.change === 'widened' && !fresh.has(acceptable(each)),
  );
  return { stale, silent: silent.map(({ words }) => `widened without an accept line: ${words}`) };
}
