import type { ActionContext } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { Secret } from '../../core/secret.ts';
import type { Placement } from './placements.ts';

/** The vault's value as a target is given it; undefined when the vault has none. Throws what else is wrong with the vault. */
export async function vaultValue(
  context: ActionContext,
  { secret, environment, mapped }: Placement,
): Promise<Secret | undefined> {
  try {
    const value = await context.secret({ secret }, environment);
    if (mapped.encoding === 'as-is') return value;
    return new Secret(value.name, Buffer.from(value.reveal()).toString('base64'));
  } catch (error) {
    if (error instanceof Failure && error.data.code === 'secrets.missing') return undefined;
    throw error;
  }
}
