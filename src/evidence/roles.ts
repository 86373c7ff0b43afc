import type { Mode } from '../core/action.ts';
import { Failure } from '../core/failure.ts';
import type { Role, TrustedKey } from '../core/trust.ts';

const runners: readonly Role[] = ['run', 'rehearse'];
const people: readonly Role[] = ['approve', 'attest'];

/** What a key must be for a run of this mode. */
export function runnerRole(mode: Mode): Role {
  return mode === 'live' ? 'run' : 'rehearse';
}

/** Whether the key may speak in one of these roles. A runner's key never speaks for a person, whatever its line says. */
export function mayAct(key: TrustedKey, roles: readonly Role[]): boolean {
  return roles.some((role) => key.roles.includes(role) && !(people.includes(role) && isRunner(key.roles)));
}

/** A key belongs to a runner or to a person: one that is both would let a runner approve itself. */
export function refuseMixedRoles(name: string, roles: readonly Role[], place: { file?: string; line?: number }): void {
  if (!isRunner(roles) || !roles.some((role) => people.includes(role))) return;
  throw new Failure({
    code: 'evidence.keys-mixed',
    what: `The key ${name} has the roles ${roles.join(', ')}`,
    why: 'a key that runs or rehearses cannot approve or attest too: a runner would vouch for itself',
    fix: 'Make a second key for the person and give it approve and attest alone.',
    ...place,
  });
}

function isRunner(roles: readonly Role[]): boolean {
  return roles.some((role) => runners.includes(role));
}
