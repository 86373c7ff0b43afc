import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { walk } from '../../../services/files/walk.ts';
import { healthFolder } from '../../health/records/read.ts';
import { checksOf } from '../../notify/send/configured.ts';

/** Every environment that has checks, or had them: one that has left no trace is not left out for that. */
export async function environmentsOf(context: ActionContext): Promise<readonly string[]> {
  const section = context.settings('environments');
  const configured = typeof section === 'object' && section !== null ? Object.keys(section) : [];
  const checked = configured.filter((name) => checksOf(context, name)?.length !== 0);
  const recorded = await foldersIn(context.root);
  return [...new Set([...checked, ...recorded])].toSorted((a, b) => (a < b ? -1 : 1));
}

async function foldersIn(root: string): Promise<readonly string[]> {
  try {
    const files = await walk(root, healthFolder);
    return files.flatMap((path) => {
      const [environment, file] = path.slice(healthFolder.length + 1).split('/');
      return environment === undefined || file === undefined ? [] : [environment];
    });
  } catch (error) {
    if (error instanceof Failure && error.data.code === 'files.missing') return [];
    throw error;
  }
}
