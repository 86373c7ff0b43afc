import { performance } from 'node:perf_hooks';
import {
  checkServerIdentity,
  connect,
  getCACertificates,
  type DetailedPeerCertificate,
  type TLSSocket,
} from 'node:tls';
import { isIP } from 'node:net';

/** What a server shows of itself, whatever is wrong with it. */
export interface ShownCertificate {
  readonly kind: 'shown';
  /** Its own first, then who vouches for it, as far as the server sent them. */
  readonly chain: readonly LinkOfChain[];
  /** The word of the TLS library for what it does not trust; absent when it does. */
  readonly distrust?: string;
  readonly namesHost: boolean;
  readonly connectMs: number;
}

interface LinkOfChain {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** SHA-256, hex. */
  readonly fingerprint: string;
}

/** Nothing was shown. `error` is what the system or the TLS library said. */
export interface NothingShown {
  readonly kind: 'nothing';
  readonly error: unknown;
  readonly isOver: boolean;
}

export interface TlsPlace {
  readonly host: string;
  readonly port: number;
  /** PEM: vouches beside those that the machine knows. */
  readonly ca?: string;
}

/** Connects, takes the certificate, sends nothing. Judging it is the caller's: what has expired is shown as well. */
export async function lookAtCertificate(place: TlsPlace, timeoutMs: number): Promise<ShownCertificate | NothingShown> {
  const { host, port, ca } = place;
  const begun = performance.now();
  const socket = connect({
    host,
    port,
    rejectUnauthorized: false,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
  });
  const timer = setTimeout(() => socket.destroy(new Over()), timeoutMs);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve);
      socket.on('error', reject);
      socket.once('close', () => reject(Object.assign(new Error('it was closed'), { code: 'ECONNRESET' })));
    });
    return shownBy(socket, host, performance.now() - begun);
  } catch (error) {
    return { kind: 'nothing', error, isOver: error instanceof Over };
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

class Over extends Error {
  override readonly name = 'Over';
}

function shownBy(socket: TLSSocket, host: string, ms: number): ShownCertificate {
  const own = socket.getPeerCertificate(true);
  const distrust: unknown = socket.authorizationError;
  return {
    kind: 'shown',
    chain: linksFrom(own),
    ...(socket.authorized ? {} : { distrust: wordOf(distrust) }),
    namesHost: checkServerIdentity(host, own) === undefined,
    connectMs: ms,
  };
}

function wordOf(distrust: unknown): string {
  if (distrust instanceof Error) return 'code' in distrust ? String(distrust.code) : distrust.message;
  return typeof distrust === 'string' ? distrust : 'it is not trusted';
}

/** The last vouches for itself: its issuer is itself again. */
function linksFrom(own: DetailedPeerCertificate): readonly LinkOfChain[] {
  const links: LinkOfChain[] = [];
  const seen = new Set<string>();
  let link: DetailedPeerCertificate | undefined = own;
  while (link?.fingerprint256 !== undefined && !seen.has(link.fingerprint256)) {
    seen.add(link.fingerprint256);
    links.push({
      subject: nameIn(link.subject),
      issuer: nameIn(link.issuer),
      validFrom: new Date(link.valid_from),
      validTo: new Date(link.valid_to),
      fingerprint: link.fingerprint256.replaceAll(':', '').toLowerCase(),
    });
    link = link.issuerCertificate;
  }
  return links;
}

function nameIn({ CN, O }: DetailedPeerCertificate['subject']): string {
  return [CN, O].flat().find((name) => name !== undefined && name !== '') ?? 'without a name';
}
