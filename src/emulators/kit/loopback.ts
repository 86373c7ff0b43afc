import { BlockList, isIPv4, isIPv6, type Server, type Socket } from 'node:net';
import { Failure } from '../../core/failure.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Listener extends Address {
  /** Destroys every connection and frees the port. May be called twice. */
  readonly stop: () => Promise<void>;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Whether this is a literal loopback address. Names are not: what they resolve to is somebody else's word. */
export function isLoopback(host: string): boolean {
  return isIPv4(host) ? loopback.check(host) : isIPv6(host) && !host.includes('%') && loopback.check(host, 'ipv6');
}

/**
 * Binds a server to loopback, and to nothing else. Throws a Failure: `emulator.not-loopback` before anything is bound,
 * `emulator.cannot-listen` when the system refuses.
 */
export async function listenOnLoopback(server: Server, { host, port }: Address): Promise<Listener> {
  if (!isLoopback(host)) throw notLoopback(host);
  const sockets = track(server);
  await new Promise<void>((resolve, reject) => {
    // Stays, so that an error later on does not bring the process down; by then nobody hears the rejection.
    server.on('error', (error) => reject(cannotListen({ host, port }, error)));
    server.listen({ host, port }, resolve);
  });
  const bound = server.address();
  let stopped: Promise<void> | undefined;
  return {
    host,
    port: bound !== null && typeof bound === 'object' ? bound.port : port,
    stop: () => (stopped ??= close(server, sockets)),
  };
}

/** `127.0.0.1:80`, `[::1]:80` */
export function authority({ host, port }: Address): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function track(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  for (const socket of sockets) socket.destroy();
  await closed;
}

function notLoopback(host: string): Failure {
  return new Failure({
    code: 'emulator.not-loopback',
    what: `An emulator does not listen on ${host}`,
    why: 'it takes generated credentials and shows what it was sent, so only this machine may reach it',
    fix: 'Leave the host out, or give 127.0.0.1 or ::1.',
  });
}

function cannotListen(address: Address, error: Error): Failure {
  return new Failure({
    code: 'emulator.cannot-listen',
    what: `The emulator cannot listen on ${authority(address)}`,
    why: error.message,
    fix: 'Leave the port out to take a free one, or stop what holds it.',
  });
}
