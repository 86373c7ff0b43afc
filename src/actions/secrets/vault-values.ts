import type { ActionContext } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { Secret } from '../../core/secret.ts';
import { targetId, type Placement } from './placements.ts';

/**
 * The vault's value as a target is given it; undefined when the vault has none. Throws what else is wrong with the vault, and
 * Failure `secrets.several-values` for one name that is to be the same for all environments and is not.
 */
export async function vaultValue(context: ActionContext, placement: Placement): Promise<Secret | undefined> {
  const value = await (placement.agreeing === undefined
    ? valueOf(context, placement.secret, placement.environment)
    : sharedValue(context, placement, placement.agreeing));
  if (value === undefined || placement.mapped.encoding === 'as-is') return value;
  return new Secret(value.name, Buffer.from(value.reveal()).toString('base64'));
}

/** Whatever the environment that is acted on: with each sync, a value that differs would be the other one. */
async function sharedValue(
  context: ActionContext,
  placement: Placement,
  environments: readonly string[],
): Promise<Secret | undefined> {
  const values = await Promise.all(environments.map(async (each) => valueOf(context, placement.secret, each)));
  const [first] = values;
  if (first === undefined && environments.length === 0) return valueOf(context, placement.secret, undefined);
  if (values.some((value) => value?.reveal() !== first?.reveal())) throw severalValues(placement, environments, values);
  return first;
}

async function valueOf(
  context: ActionContext,
  secret: string,
  environment: string | undefined,
): Promise<Secret | undefined> {
  try {
    return await context.secret({ secret }, environment);
  } catch (error) {
    if (error instanceof Failure && error.data.code === 'secrets.missing') return undefined;
    throw error;
  }
}

function severalValues(
  { secret, target, name }: Placement,
  environments: readonly string[],
  values: readonly (Secret | undefined)[],
): Failure {
  const having = environments.filter((_, index) => values[index] !== undefined);
  const kept =
    having.length < environments.length
      ? `has one for ${having.join(', ')} alone`
      : `differs between ${having.join(', ')}`;
  return new Failure({
    code: 'secrets.several-values',
    what: `Which ${secret} goes to ${targetId(target)} ${name} is not said`,
    why: `it is one for all environments there, and the vault ${kept}: each sync would write another`,
    fix: `Say whose it is in secrets.map.${secret}: \`{ to: 'github-repository', from: '${having.at(-1) ?? 'production'}' }\`.`,
    file: 'prestage.config.ts',
  });
}
