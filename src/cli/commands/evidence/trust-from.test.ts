import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateKey, publicPem } from '../../../evidence/keys.ts';
import { renderTrustRoot } from '../../../evidence/trust-root.ts';
import { useFolder } from '../../testing/folder.ts';
import { trustFrom } from './trust-from.ts';

const folder = useFolder();

async function trustOf(text: string): ReturnType<typeof trustFrom> {
  writeFileSync(join(folder(), 'key'), text);
  return trustFrom(folder(), 'key');
}

describe('--key', () => {
  const { trusted, privatePem } = generateKey('ci', ['run']);
  it("takes a runner's public key in PEM", async () => {
    expect((await trustOf(publicPem(trusted))).keys).toMatchObject([{ id: trusted.id, roles: ['run', 'rehearse'] }]);
  });
  it('takes another trust root', async () => {
    expect(await trustOf(renderTrustRoot({ keys: [trusted] }))).toEqual({ keys: [trusted] });
  });
  it('refuses a private key, and does not repeat it', async () => {
    const refused = trustOf(privatePem);
    await expect(refused).rejects.toThrow('is no public key');
    await expect(refused).rejects.not.toThrow(privatePem.split('\n')[1]);
  });
  it('refuses what is no key', async () => {
    await expect(trustOf('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n')).rejects.toThrow(
      'is no public key',
    );
  });
});
