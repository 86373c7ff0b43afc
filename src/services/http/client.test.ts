import { gzipSync } from 'node:zlib';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../../core/secret.ts';
import { createHttpClient } from './client.ts';
import type { HttpLimits, HttpRequest, HttpResult } from './request.ts';
import { closedPort, json, sendJson, serve, serveBytes, stopServers } from './testing/servers.ts';

const clients: ReturnType<typeof createHttpClient>[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await stopServers();
});

function client(locate: (url: string) => { readonly url: string } = (url) => ({ url })) {
  const created = createHttpClient(locate);
  clients.push(created);
  return created;
}

async function ask(
  url: string,
  limits: Partial<HttpLimits> = {},
  more: Partial<HttpRequest> = {},
): Promise<HttpResult> {
  return client().ask({ method: 'GET', url, ...more }, limits);
}

describe('an answer', () => {
  it('comes with its phases, and the second over the same connection', async () => {
    const server = await serve(json({ status: 'ok' }));
    const asker = client();
    const first = await asker.ask({ method: 'GET', url: `${server.url}/a` });
    const second = await asker.ask({ method: 'GET', url: `${server.url}/b?c=d` });
    expect(first).toMatchObject({ kind: 'answer', status: 200, headers: { 'content-type': 'application/json' } });
    expect(Object.keys(first.phases)).toEqual(['connect', 'firstByte', 'total']);
    expect(Object.keys(second.phases)).toEqual(['firstByte', 'total']);
    expect(server.connections()).toBe(1);
    expect(server.asked.map(({ url }) => url)).toEqual(['/a', '/b?c=d']);
  });
  it('comes over a new connection where the kept one was closed meanwhile, unless asking has an effect', async () => {
    const seen = new Set<Socket>();
    const server = await serve((request, response) => {
      // Whoever asks twice over one connection finds it cut.
      if (seen.has(request.socket)) request.socket.destroy();
      else response.end('{}');
      seen.add(request.socket);
    });
    const asker = client();
    expect(await asker.ask({ method: 'GET', url: server.url })).toMatchObject({ status: 200 });
    expect(await asker.ask({ method: 'GET', url: server.url })).toMatchObject({ kind: 'answer', status: 200 });
    expect(await asker.ask({ method: 'POST', url: server.url })).toMatchObject({ kind: 'trouble', code: 'reset' });
    expect(server.connections()).toBe(2);
  });
  it('was asked with the headers that were given, secrets revealed, and none about packing', async () => {
    const server = await serve(json({}));
    await ask(server.url, {}, { headers: { 'Api-Access-Token': new Secret('token', 'abc123'), accept: 'text/plain' } });
    const [asked] = server.asked;
    expect(asked?.headers).toMatchObject({ 'api-access-token': 'abc123', accept: 'text/plain' });
    expect(asked?.headers['accept-encoding']).toBe(undefined);
  });
  it('is unpacked', async () => {
    const server = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('{"a":1}'));
    });
    expect(await ask(server.url)).toMatchObject({ kind: 'answer', body: Buffer.from('{"a":1}') });
  });
  it('takes its URL through locate', async () => {
    const server = await serve(json({}));
    const found = client((url) => ({ url: url.replace('https://chat.example.test', server.url) }));
    expect(await found.ask({ method: 'GET', url: 'https://chat.example.test/api' })).toMatchObject({ status: 200 });
    expect(server.asked.map(({ url }) => url)).toEqual(['/api']);
  });
});

describe('no answer', () => {
  it('because nobody listens', async () => {
    expect(await ask(`http://127.0.0.1:${await closedPort()}`)).toMatchObject({ kind: 'trouble', code: 'refused' });
  });
  it('because the host has no address', async () => {
    expect(await ask('http://no-such-host.invalid/')).toMatchObject({ kind: 'trouble', code: 'dns' });
  });
  it('because the connection is reset', async () => {
    const server = await serve((request) => request.socket.resetAndDestroy());
    expect(await ask(server.url)).toMatchObject({ kind: 'trouble', code: 'reset' });
  });
  it('in time', async () => {
    const server = await serve(() => undefined);
    expect(await ask(server.url, { timeoutMs: 100 })).toMatchObject({ kind: 'trouble', code: 'timeout' });
  });
  it('that would be HTTP', async () => {
    const server = await serveBytes((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    expect(await ask(server.url)).toMatchObject({ kind: 'trouble', code: 'not_http' });
  });
  it('because the whole check is over', async () => {
    const server = await serve(() => undefined);
    const controller = new AbortController();
    const asked = client().ask({ method: 'GET', url: server.url }, {}, controller.signal);
    controller.abort();
    expect(await asked).toMatchObject({ kind: 'trouble', code: 'timeout' });
  });
});

describe('a body that goes past its measure', () => {
  it.each([
    ['announced', true],
    ['not announced', false],
  ])('%s, is not read to its end', async (_, isAnnounced) => {
    const size = 50 * 1024 * 1024;
    let sent = 0;
    const server = await serve((_request, response) => {
      if (isAnnounced) response.setHeader('content-length', size);
      const chunk = Buffer.alloc(65_536);
      const more = (): void => {
        while (sent < size && !response.destroyed) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      more();
    });
    expect(await ask(server.url)).toMatchObject({ kind: 'trouble', code: 'too_large', status: 200 });
    expect(sent).toBeLessThan(size / 2);
  });
  it('is one that unpacks to too much', async () => {
    const server = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(Buffer.alloc(5_000_000)));
    });
    expect(await ask(server.url)).toMatchObject({ kind: 'trouble', code: 'too_large' });
  });
  it('is one that trickles', async () => {
    const server = await serve((_, response) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(timer));
    });
    expect(await ask(server.url, { timeoutMs: 300 })).toMatchObject({ code: 'too_slow_body', status: 200 });
  });
  it('is one that breaks off', async () => {
    const server = await serveBytes((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{');
    });
    expect(await ask(server.url)).toMatchObject({ kind: 'trouble', code: 'reset', status: 200 });
  });
});

describe('a redirect', () => {
  const token = { 'api-access-token': new Secret('token', 'abc123'), authorization: 'Basic eA==', cookie: 'a=b' };

  it('is an answer, when none is followed', async () => {
    const server = await serve((_, response) => response.writeHead(302, { location: '/other' }).end());
    expect(await ask(server.url)).toMatchObject({ kind: 'answer', status: 302 });
    expect(server.asked).toHaveLength(1);
  });
  it('is followed so often and no further', async () => {
    const server = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    expect(await ask(server.url, { redirects: 5 })).toMatchObject({ kind: 'trouble', code: 'redirects', status: 302 });
    expect(server.asked).toHaveLength(6);
  });
  it('takes along who asks within an origin, and not to another, nor back from there', async () => {
    const home = await serve((request, response) => {
      const location = request.url === '/' ? '/inner' : `${away.url}/`;
      if (request.url === '/back') sendJson(response, {});
      else response.writeHead(307, { location }).end();
    });
    const away = await serve((_, response) => response.writeHead(302, { location: `${home.url}/back` }).end());
    expect(await ask(`${home.url}/`, { redirects: 5 }, { headers: token })).toMatchObject({ status: 200 });
    const [, inner, back] = home.asked;
    expect(inner?.headers).toMatchObject({ 'api-access-token': 'abc123', authorization: 'Basic eA==', cookie: 'a=b' });
    for (const asked of [away.asked[0], back])
      expect(Object.keys(asked?.headers ?? {}).toSorted()).toEqual(['connection', 'host', 'user-agent']);
  });
  it('takes no body to another origin', async () => {
    const away = await serve(json({}));
    const home = await serve((_, response) => response.writeHead(308, { location: away.url }).end());
    const result = await ask(home.url, { redirects: 2 }, { method: 'POST', body: '{"password":"x"}' });
    expect(result).toMatchObject({ kind: 'trouble', code: 'redirects' });
    expect(away.asked).toEqual([]);
  });
  it('leads to another origin only as locate lets it', async () => {
    const home = await serve((_, response) => response.writeHead(302, { location: 'http://elsewhere.test/' }).end());
    const bounded = client((url) => {
      if (url.startsWith('http://elsewhere.test')) throw new Error('nothing stands for it');
      return { url };
    });
    await expect(bounded.ask({ method: 'GET', url: home.url }, { redirects: 2 })).rejects.toThrow('nothing stands');
  });
});

describe('what cannot be sent', () => {
  it('is a header with a line break, whose value is not shown', async () => {
    const asked = ask('http://127.0.0.1:9/', {}, { headers: { 'x-token': new Secret('token', 'abc\nx: y') } });
    const failure: unknown = await asked.catch((error: unknown) => error);
    expect(failure).toMatchObject({ data: { code: 'http.bad-header' } });
    expect(JSON.stringify(failure)).not.toContain('abc');
  });
  it.each(['ftp://host/', 'http://user:word@host/', 'no url'])('is a URL such as %s', async (url) => {
    await expect(ask(url)).rejects.toMatchObject({ data: { code: 'http.bad-url' } });
  });
});
