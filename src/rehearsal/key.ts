import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Signer } from '../core/trust.ts';
import { generateKey } from '../evidence/keys.ts';
import { readTrustRoot, renderTrustRoot } from '../evidence/trust-root.ts';
import { trustFile } from '../run/trust.ts';

/**
 * Makes the key of one rehearsal and lists its public half in the copy's trust root. The private half stays in this
 * process: when it ends, nobody can add to the evidence. The role `rehearse` counts for rehearsals alone.
 */
export async function generateRehearsalKey(root: string): Promise<Signer> {
  const path = join(root, trustFile);
  const trust = existsSync(path) ? readTrustRoot(await readFile(path, 'utf8'), trustFile) : { keys: [] };
  const { signer, trusted } = generateKey('rehearsal', ['rehearse']);
  const others = trust.keys.filter((key) => key.name !== trusted.name);
  await writeFile(path, renderTrustRoot({ keys: [...others, trusted] }));
  return signer;
}
