import { expect } from 'vitest';
import { jsonOf, type Asked, type Seen } from './observe.ts';

/** How each trouble of the web shows, at whatever path is asked. */
export const webSigns: Readonly<Record<string, (seen: Seen) => void>> = {
  reset: ({ broke }) => expect(broke).toBe('ECONNRESET'),
  'first-reset': ({ broke }) => expect(broke).toBe('ECONNRESET'),
  'first-unavailable': ({ status }) => expect(status).toBe(503),
  slow: ({ status, whole }) => expect([status, whole]).toEqual([undefined, false]),
  hanging: ({ status, whole }) => expect([status, whole]).toEqual([undefined, false]),
  trickling: ({ status, whole, body }) => expect([status, whole, (body ?? '').length]).toEqual([200, false, 1]),
  enormous: ({ status, whole, body }) =>
    expect([status, whole, (body ?? '').length > 900_000]).toEqual([200, false, true]),
  'cut-short': ({ status, broke, body }) =>
    expect([status, broke, (body ?? '').length]).toEqual([200, 'ECONNRESET', expect.any(Number)]),
  garbled: (seen) => expect([seen.status, seen.whole, jsonOf(seen)]).toEqual([200, true, undefined]),
  'other-json': (seen) => expect([seen.status, jsonOf(seen)]).toEqual([200, { ok: true }]),
  html: ({ status, headers, body }) =>
    expect([status, headers?.['content-type'], body]).toEqual([
      200,
      'text/html',
      expect.stringContaining('maintenance'),
    ]),
  'endless-redirects': ({ status, headers }) => expect([status, headers?.location]).toEqual([302, '?again']),
  'sent-to-login': ({ status, headers }) => expect([status, headers?.location]).toEqual([302, '/outpost/sign_in']),
  'bad-gateway': ({ status }) => expect(status).toBe(502),
  unavailable: ({ status, headers }) => expect([status, headers?.['retry-after']]).toEqual([503, '120']),
};

/** Where somebody who waits for all of it would wait for long. */
export const webPatience: Readonly<Record<string, Asked>> = {
  slow: { patienceMs: 250 },
  hanging: { patienceMs: 250 },
  trickling: { pieces: 1 },
};
