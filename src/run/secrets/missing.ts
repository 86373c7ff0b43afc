import type { Catalogue } from '../../core/action.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import type { Vault } from '../../core/vault.ts';
import { neededSecrets, type NamedStep } from './needed.ts';
import { resolverOf } from './resolve.ts';

export interface SecretSource {
  readonly vault: Vault | undefined;
  readonly settings: (area: string) => unknown;
}

/** Everything that is wrong with the vault; where nothing is, every secret that a step needs and the vault has not. */
export async function missingSecrets(
  steps: readonly NamedStep[],
  catalogue: Catalogue,
  { vault, settings }: SecretSource,
): Promise<readonly FailureData[]> {
  const broken = await problemsOf(async () => vault?.all());
  if (broken.length > 0) return broken;
  const needed = await neededSecrets(steps, catalogue, settings);
  const found = await Promise.all(
    needed.map(async ({ name, environment, action }) => {
      const problems = await problemsOf(() => resolverOf(vault, environment)({ secret: name }));
      return problems.map((problem) => ({ ...problem, why: `${problem.why}; ${action} needs it` }));
    }),
  );
  return found.flat();
}

async function problemsOf(ask: () => Promise<unknown>): Promise<readonly FailureData[]> {
  try {
    await ask();
    return [];
  } catch (error) {
    if (error instanceof Failure) return error.data.problems ?? [error.data];
    throw error;
  }
}
