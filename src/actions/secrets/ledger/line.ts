import { z } from 'zod';

const hex128 = z.string().regex(/^[\da-f]{32}$/u);

/** One thing that was done to one secret in one target. No value, no digest of a target's own, nothing that a guess can be tried on. */
export const ledgerLine = z.strictObject({
  format: z.literal('prestage.ledger/1'),
  /** ISO 8601, UTC, by the clock of who wrote it: for people; nothing is decided by it but age. */
  at: z.iso.datetime(),
  target: z.string().min(1),
  /** As it is called there. */
  name: z.string().min(1),
  /** As it is called in the vault and the config. */
  secret: z.string().min(1),
  /**
   * `intended`: about to be written by us, nothing is done yet. `set`: written by us. `adopted`: found there and proven equal.
   * `removed`: taken away by us.
   */
  deed: z.enum(['intended', 'set', 'adopted', 'removed']),
  /** Which key fingerprints are made with: its own fingerprint, so that one made with another key is told apart. */
  key: hex128,
  /** Of the vault's value; absent of what was removed. */
  fingerprint: hex128.exactOptional(),
  /** The target's own time after the deed, before one that is intended, as it writes it: compared for equality, never for order. */
  updatedAt: z.string().exactOptional(),
  /** A keyed mark of the target's own digest. */
  digest: hex128.exactOptional(),
});

export type LedgerLine = z.infer<typeof ledgerLine>;
