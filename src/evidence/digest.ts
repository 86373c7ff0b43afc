import { createHash } from 'node:crypto';

/** SHA-256 as 64 lower-case hex digits. A string is taken as UTF-8. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
