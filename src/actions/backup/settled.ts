import type { Outcome } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';

/** Said of the backup, and not of the machine that looks at it. */
const ofTheBackup = /^(?:backup\.(?:bad-manifest|damaged|unreadable-dump|restore-failed|none)|age\.cannot-decrypt)$/;

/** What is wrong with a backup is a verdict on it; what is missing to look at it stays a failure. */
export async function settled(look: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Failure) || !ofTheBackup.test(error.data.code)) throw error;
    const { code, what, why, fix } = error.data;
    return { verdict: 'failed', reason: `${what}: ${why}`, fix, facts: { code } };
  }
}
