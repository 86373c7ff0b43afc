import type { Policy, Waiver } from './policy/schema.ts';

/** Who may let a finding pass, in words. */
export function nobody({ policyChange }: Policy): string {
  const whose =
    policyChange === undefined ? '' : `; ${policyChange.approvers.join(' or ')} may change the policy first`;
  return `nobody${whose}`;
}

export function byField(name: string, waiver: Waiver | undefined): string {
  if (waiver === undefined) return 'nobody: the policy has no such opt-in';
  return `${waiver.approvers.join(' or ')}, by a \`${name}\` block in the pull request and the label ${waiver.label}`;
}
