/** What is so of one secret in one target. */
export const rowStates = [
  'in-sync',
  'vault-changed',
  'target-changed',
  'both-changed',
  'missing',
  'write-cut',
  'orphan',
  'unmanaged',
  'required-but-absent',
  'never-verified',
] as const;
export type RowState = (typeof rowStates)[number];

/**
 * How well it is proven that a target holds the vault's value. G0: a value is there, no more. G1: nobody has written since we
 * did. G2: the target's own digest is the one that we saw when we wrote. G3: the target itself answered with a fingerprint.
 */
export type Grade = 'G0' | 'G1' | 'G2' | 'G3';

/** What is worth knowing beside the state. */
export const rowFlags = ['overdue', 'same-value-across-environments', 'unused', 'shadowed'] as const;
export type RowFlag = (typeof rowFlags)[number];
