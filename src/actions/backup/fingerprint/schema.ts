import { z } from 'zod';

const table = z.strictObject({ rows: z.string(), hash: z.string() });

/** A sequence does not stand still for a snapshot: where it was when the backup began, and where when it had ended. */
const sequence = z.strictObject({ from: z.string(), to: z.string() });

/** What a database is, in words that can be compared after it was restored. All by name. */
export const fingerprintSchema = z.strictObject({
  tables: z.record(z.string(), table),
  sequences: z.record(z.string(), sequence),
  /** SHA-256 of the state of every object of the schema, role and setting. */
  objects: z.record(z.string(), z.string()),
  /** What could not be read, in words. */
  unread: z.array(z.string()),
});

export type Fingerprint = z.infer<typeof fingerprintSchema>;
