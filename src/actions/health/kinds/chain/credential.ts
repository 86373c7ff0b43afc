import type { ActionContext } from '../../../../core/action.ts';
import { Failure } from '../../../../core/failure.ts';
import type { SecretReference } from '../../../../core/secret-reference.ts';
import type { Secret } from '../../../../core/secret.ts';
import type { Trouble } from './judgement.ts';

/** The environment's own credential, or why there is none: what needs it is unknown then, and the rest is still asked. */
export async function credential(
  context: ActionContext,
  reference: SecretReference,
  environment: string,
): Promise<Secret | Trouble> {
  try {
    return await context.secret(reference, environment);
  } catch (error) {
    if (!(error instanceof Failure) || error.data.code !== 'secrets.missing') throw error;
    const { what, fix } = error.data;
    return { state: 'unknown', code: 'missing_credential', summary: what, next: fix };
  }
}
