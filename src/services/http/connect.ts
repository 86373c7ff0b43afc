import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { getCACertificates } from 'node:tls';
import { buildConnector } from 'undici';

/** How long each part of the way took, in milliseconds; absent where there was none. */
export interface Way {
  readonly dns?: number;
  readonly connect?: number;
  readonly tls?: number;
}

export interface TimedConnector {
  readonly connect: buildConnector.connector;
  /** The way of the connection that was made since this was asked before; nothing of one that was kept. */
  taken(): Way;
}

/** Connects over HTTP/1.1, one connection at a time, and keeps time. `ca` (PEM) vouches beside those that the machine knows. */
export function timedConnector(ca: string | undefined): TimedConnector {
  let clock = startWatch(false);
  let way: Way = {};
  const connector = buildConnector({
    allowH2: false,
    // The caller's deadline is the only one.
    timeout: 0,
    // A session that is taken up again skips the certificate: each connection must show it.
    maxCachedSessions: 0,
    lookup: (...asked) => clock.lookup(...asked),
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
  });
  const connect: buildConnector.connector = (options, callback) => {
    clock = startWatch(options.protocol === 'https:');
    const socket: unknown = connector(options, (...result) => {
      if (result[0] === null) clock.connected();
      way = clock.way();
      callback(...result);
    });
    if (isSocket(socket)) socket.once('connect', clock.connected);
  };
  const taken = (): Way => {
    const last = way;
    way = {};
    return last;
  };
  return { connect, taken };
}

/** It gives its socket back, which its type does not say. */
function isSocket(value: unknown): value is Socket {
  return typeof value === 'object' && value !== null && 'once' in value;
}

interface Watch {
  readonly lookup: LookupFunction;
  readonly connected: () => void;
  /** At its end. */
  way(): Way;
}

function startWatch(hasTls: boolean): Watch {
  const begun = performance.now();
  let dns: number | undefined;
  let connected: number | undefined;
  return {
    lookup(host, options, callback) {
      const asked = performance.now();
      systemLookup(host, options, (error, address, family) => {
        dns = performance.now() - asked;
        callback(error, address, family);
      });
    },
    // Of a connection without TLS the end is told first.
    connected: () => void (connected ??= performance.now()),
    way: () => ({
      ...(dns === undefined ? {} : { dns: rounded(dns) }),
      ...(connected === undefined ? {} : { connect: rounded(connected - begun - (dns ?? 0)) }),
      ...(connected === undefined || !hasTls ? {} : { tls: rounded(performance.now() - connected) }),
    }),
  };
}

/** To a hundredth of a millisecond. */
export function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
