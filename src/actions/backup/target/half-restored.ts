import type { DatabaseLogin } from '../../../core/database.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { unendedRestore } from './mark.ts';

/** Half of a database would be backed up as the newest, and be restored as if it were all. Throws Failure `backup.half-restored`. */
export async function refuseHalfRestored(login: DatabaseLogin): Promise<void> {
  const backup = await unendedRestore(login);
  if (backup === undefined) return;
  throw new Failure(
    {
      code: 'backup.half-restored',
      what: `A restore of ${backup} was begun in this database and never came to its end`,
      why: 'what is there is a half of something, and no backup of it would be good',
      fix: 'Restore to the end first: `prestage backup restore --over yes --apply`, with the backup by its name.',
    },
    exitCodes.unsettled,
  );
}
