import { afterEach, expect, it } from 'vitest';
import { selfSigned } from '../../src/emulators/kit/tls/certificate.ts';
import { createHttpClient } from '../../src/services/http/client.ts';
import type { HttpResult } from '../../src/services/http/request.ts';
import { serve, serveTls, stopServers } from '../../src/services/http/testing/servers.ts';

afterEach(stopServers);

const now = new Date();
const longAgo = new Date(now.getTime() - 90 * 86_400_000);
const later = new Date(now.getTime() + 90 * 86_400_000);

async function ask(url: string, ca?: string): Promise<HttpResult> {
  const client = createHttpClient(() => ({ url, ...(ca === undefined ? {} : { ca }) }));
  try {
    return await client.ask({ method: 'GET', url }, { timeoutMs: 5000 });
  } finally {
    await client.close();
  }
}

it('a certificate that the place names is taken, beside those of the machine', async () => {
  const certificate = selfSigned('127.0.0.1', now);
  const { url } = await serveTls(certificate);
  const result = await ask(url, certificate.cert);
  expect(result).toMatchObject({ kind: 'answer', status: 200 });
  expect(Object.keys(result.phases)).toEqual(['connect', 'tls', 'firstByte', 'total']);
});

it.each([
  ['nobody known vouches for', selfSigned('127.0.0.1', now), false, 'certificate_untrusted'],
  ['has expired', selfSigned('127.0.0.1', longAgo), true, 'certificate_expired'],
  ['is not valid yet', selfSigned('127.0.0.1', later), true, 'certificate_not_yet_valid'],
  ['is for another host', selfSigned('127.0.0.2', now), true, 'certificate_wrong_host'],
])('a certificate that %s is named as such', async (_, certificate, isKnown, code) => {
  const server = await serveTls(certificate);
  expect(await ask(server.url, isKnown ? certificate.cert : undefined)).toMatchObject({ kind: 'trouble', code });
  expect(server.asked).toEqual([]);
});

it('a port without TLS is no wrong certificate', async () => {
  const { url } = await serve((_, response) => response.end());
  expect(await ask(url.replace('http:', 'https:'))).toMatchObject({ kind: 'trouble', code: 'tls' });
});
