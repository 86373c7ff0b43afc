import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Each is compressed and encrypted by itself. */
export const partNames = ['database.dump', 'services.dump', 'beside.json', 'fingerprint.json'] as const;
export type PartName = (typeof partNames)[number];

const part = z.strictObject({
  name: z.enum(partNames),
  /** Of the file, as it lies there. */
  bytes: z.int().nonnegative(),
  sha256,
});

/** What may be read without the key: nothing of the database but its version. */
export const manifestSchema = z.strictObject({
  format: z.literal('prestage-backup/1'),
  id: z.string(),
  environment: z.string(),
  /** When the snapshot was taken: what was written after it is not in the backup. By the database's clock. */
  snapshotAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  server: z.string(),
  major: z.int(),
  tool: z.string(),
  parts: z.array(part).length(partNames.length),
});

export type Part = z.infer<typeof part>;
export type Manifest = z.infer<typeof manifestSchema>;

/** As it lies there: the manifest's own text, so that what is signed is what is read. */
export const signedManifestSchema = z.strictObject({
  manifest: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});

export const manifestFile = 'manifest.json';

/** `database.dump` lies there as `database.dump.zst.age`: `age -d … | zstd -d` gives it back. */
export function fileOf(name: PartName): string {
  return `${name}.zst.age`;
}
