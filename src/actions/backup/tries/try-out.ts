import type { ActionContext, Outcome, Suite } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import type { Scratch } from '../../../core/scratch.ts';
import { tryAccess } from './access.ts';
import { tryTests } from './tests.ts';

/** What is to be tried on a restored copy. */
export interface TryWish {
  readonly access: boolean;
  readonly tests: boolean;
}

/** What came of one thing that was tried. */
export interface Tried {
  readonly name: 'access matrix' | 'pgTAP';
  /** `left out`: it was asked so, or the workspace says nothing that could be tried. */
  readonly verdict: Extract<Outcome['verdict'], 'verified' | 'failed' | 'unknown'> | 'left out';
  /** For anything but `verified`. */
  readonly words?: string;
  readonly suites?: readonly Suite[];
}

type Answer = Omit<Tried, 'name'>;

/** Access first: tests may leave what they commit. A part that cannot even begin is unknown, and the other is tried all the same. */
export async function tryOut(context: ActionContext, scratch: Scratch, wish: TryWish): Promise<readonly Tried[]> {
  return [
    { name: 'access matrix', ...(await answer(wish.access, async () => tryAccess(context, scratch))) },
    { name: 'pgTAP', ...(await answer(wish.tests, async () => tryTests(context, scratch))) },
  ];
}

async function answer(isWanted: boolean, trying: () => Promise<Answer>): Promise<Answer> {
  if (!isWanted) return { verdict: 'left out', words: 'it was asked to leave it out' };
  try {
    return await trying();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { verdict: 'unknown', words: `${error.data.what}: ${error.data.why}` };
  }
}
