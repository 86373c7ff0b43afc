import type { ActionContext } from '../../../../core/action.ts';
import type { Scratch } from '../../../../core/scratch.ts';
import { openSupabase, type PushResult } from '../../../../services/supabase/client.ts';
import type { ShadowFile } from '../../push/shadow-run.ts';
import { withWorkdir } from '../../push/workdir.ts';
import { openShadow } from '../../shadow.ts';

/** A scratch database that has had some migrations and gets more, each by the real CLI. */
export interface Stage {
  readonly scratch: Scratch;
  /** What the migrations came to that it begins with. */
  readonly begun: PushResult;
  /** Pushes all that was given so far and is not applied. */
  push(file: ShadowFile): Promise<PushResult>;
}

export async function withStage<T>(
  context: ActionContext,
  before: readonly ShadowFile[],
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  const supabase = await openSupabase(context.exec);
  return withWorkdir({ migrations: before }, async (workdir, lay) => {
    const { scratch, push: begun } = await openShadow(context, { workdir, cli: supabase.version });
    try {
      return await use({
        scratch,
        begun,
        async push(file) {
          await lay([file]);
          return supabase.push(scratch.login, { workdir, includeAll: true });
        },
      });
    } finally {
      await scratch.close();
    }
  });
}
