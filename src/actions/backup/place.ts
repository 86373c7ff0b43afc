import type { ActionContext } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { Secret } from '../../core/secret.ts';
import { readSettings } from '../settings.ts';
import type { BackupPlace } from './archive/check.ts';
import { folderOf, listedBackups } from './archive/folder.ts';
import { backupSettings } from './settings.ts';

/** Where the backups of an environment lie, and what opens them. */
export interface Store {
  readonly environment: string;
  /** Relative to the workspace. */
  readonly folder: string;
  readonly key: Secret;
}

/** Throws Failure `backup.no-environment`, `config.invalid`, `secrets.missing`. */
export async function storeOf(context: ActionContext, environment = context.environment): Promise<Store> {
  if (environment === undefined)
    throw new Failure(
      {
        code: 'backup.no-environment',
        what: 'It is not said whose backup this is',
        why: 'each environment has its own',
        fix: 'Name it: `--env staging`, or `env=staging` in the binding.',
      },
      exitCodes.usage,
    );
  const settings = readSettings(context, 'backup', backupSettings);
  return { environment, folder: folderOf(settings, environment), key: await context.secret(settings.key) };
}

/** The one that is named, else the newest. Throws Failure `backup.none`. */
export async function chosenBackup({ root }: ActionContext, store: Store, wished?: string): Promise<BackupPlace> {
  const listed = await listedBackups(root, store.folder);
  const id = wished === undefined ? listed.at(-1) : listed.find((name) => name === wished);
  if (id !== undefined) return { root, folder: store.folder, id };
  throw new Failure({
    code: 'backup.none',
    what:
      wished === undefined
        ? `There is no backup of ${store.environment}`
        : `There is no backup ${wished} of ${store.environment}`,
    why: `${store.folder} has ${listed.length === 0 ? 'none' : listed.join(', ')}`,
    fix: `Take one: \`prestage backup create --env ${store.environment} --apply\`.`,
  });
}
