import type { FailureData } from '../../../core/failure.ts';

/** What the CLI does not see, or says too late: each refuses the push, unless it only warns or was accepted. */
export interface Trap {
  readonly name: TrapName;
  readonly weight: 'refuses' | 'warns';
  readonly failure: FailureData;
}

/** In the order in which they are looked for. */
export const trapNames = [
  'duplicate-version',
  'rollback-file',
  'remote-only',
  'out-of-order',
  'edited-after-apply',
  'no-history',
  'missing-rights',
  'skipped-file',
  'syntax',
  'psql-command',
  'copy-from-stdin',
  'unsupported-statement',
  'enum-value-used',
  'leaking-role',
  'own-transaction',
  'not-atomic',
] as const;

export type TrapName = (typeof trapNames)[number];

/** What somebody may knowingly go ahead with: the push itself can succeed. */
export const acceptable = ['edited-after-apply', 'no-history', 'not-atomic'] as const satisfies readonly TrapName[];

export type Acceptable = (typeof acceptable)[number];

export function trap(name: TrapName, data: Omit<FailureData, 'code'>, weight: Trap['weight'] = 'refuses'): Trap {
  return { name, weight, failure: { code: `database.${name}`, ...data } };
}

export function withAccepted(traps: readonly Trap[], accepted: readonly TrapName[]): readonly Trap[] {
  return traps.map((one) => (accepted.includes(one.name) ? { ...one, weight: 'warns' } : one));
}
