import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import type { FailureData } from '../../../core/failure.ts';
import { byPlace, lookAtSecrets, type Look } from '../look.ts';
import type { SecretsSettings } from '../settings.ts';
import { placesAskedFor } from './places.ts';
import { scanCode, type CodeAsks } from './scan.ts';
import { withCode } from './with-code.ts';

/** A look that knows the code besides. */
export interface LookWithCode extends Look {
  /** What could not be read of the code: what that asks for is not known. */
  readonly problems: readonly FailureData[];
}

export async function lookWithCode(
  context: ActionContext,
  settings: SecretsSettings,
  environments: readonly string[],
): Promise<LookWithCode> {
  const code = await scanned(context);
  const scope = { settings, environments };
  const look = await lookAtSecrets(context, settings, environments, placesAskedFor(code.asks, scope));
  const rows = withCode(code, { ...scope, ...look }, look.targets).toSorted(byPlace);
  return { ...look, rows, problems: code.problems };
}

/** Without git nothing is known of the code: the targets are compared all the same. */
async function scanned(context: ActionContext): Promise<CodeAsks> {
  try {
    return await scanCode(context);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { asks: [], given: [], problems: [error.data] };
  }
}
