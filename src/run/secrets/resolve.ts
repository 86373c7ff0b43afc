import type { ActionContext } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import type { Vault } from '../../core/vault.ts';

/** What an action resolves its references with: in its own environment when it names none. */
export function resolverOf(vault: Vault | undefined, environment: string | undefined): ActionContext['secret'] {
  return async ({ secret }, named) => {
    if (vault === undefined) throw noVault(secret);
    return vault.resolve(secret, named ?? environment);
  };
}

export function noVault(name: string): Failure {
  return new Failure({
    code: 'secrets.no-vault',
    what: `The secret ${name} cannot be looked up`,
    why: 'prestage.config.ts names no vault',
    fix: "Add `vault: { kind: 'dotenv', folder: 'vault' }` to it, and the secret to that folder.",
    file: 'prestage.config.ts',
  });
}
