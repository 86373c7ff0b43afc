import { createServer } from 'node:net';
import type { Command, CommandResult, Exec } from '../../core/command.ts';
import { Failure } from '../../core/failure.ts';
import { createHttpClient } from '../http/client.ts';
import type { ServerPlace } from './argv.ts';

/** A server that answers. */
export interface Served {
  /** Without a slash at its end. */
  readonly url: string;
  /** Ends it and waits for its end. */
  stop(): Promise<void>;
}

export interface ServeWish {
  /** What people call it: Prometheus. */
  readonly name: string;
  readonly config: string;
  readonly data: string;
  /** A free one when absent. */
  readonly port?: number;
  readonly command: (place: ServerPlace) => Command;
  readonly readyMs?: number;
}

/**
 * Starts it and waits until it says that it is ready. Throws Failure `alerts.port-taken`, `alerts.not-started`. A free port may be
 * taken by somebody else before it is listened on: that is tried again with another.
 */
export async function serve(exec: Exec, wish: ServeWish): Promise<Served> {
  for (let left = wish.port === undefined ? 3 : 1; ; left -= 1) {
    const port = wish.port ?? (await freePort());
    const { promise: until, resolve: end } = Promise.withResolvers<void>();
    const { config, data, command } = wish;
    let ended: CommandResult | undefined;
    const running = exec(command({ config, data, port, until })).then((result) => (ended = result));
    const url = `http://127.0.0.1:${port}`;
    const stop = async (): Promise<void> => {
      end();
      await running;
    };
    const isReady = await ready(`${url}/-/ready`, () => ended !== undefined, wish.readyMs ?? 30_000);
    if (isReady && ended === undefined) return { url, stop };
    await stop();
    const taken = /address already in use/u.test(ended?.stderr ?? '');
    if (taken && left > 1) continue;
    throw taken ? portTaken(wish.name, port) : notStarted(wish.name, ended);
  }
}

async function ready(url: string, isOver: () => boolean, limitMs: number): Promise<boolean> {
  const client = createHttpClient((asked) => ({ url: asked }));
  const until = Date.now() + limitMs;
  try {
    while (Date.now() < until && !isOver()) {
      const answer = await client.ask({ method: 'GET', url }, { timeoutMs: 2_000 });
      if (answer.kind === 'answer' && answer.status === 200) return true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return false;
  } finally {
    await client.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return address !== null && typeof address === 'object' ? address.port : 0;
}

function portTaken(name: string, port: number): Failure {
  return new Failure({
    code: 'alerts.port-taken',
    what: `${name} cannot listen on 127.0.0.1:${port}`,
    why: 'another program has that port',
    fix: 'Leave the port out to take a free one, or end what holds it.',
  });
}

function notStarted(name: string, ended: CommandResult | undefined): Failure {
  const lines = (ended?.stderr ?? '').split('\n').filter((line) => line.trim() !== '');
  const words = lines.filter((line) => /level=error|err=|error/iu.test(line)).slice(-3);
  const why = ended?.exitCode === undefined ? 'it did not say in time that it is ready' : `it exited ${ended.exitCode}`;
  return new Failure({
    code: 'alerts.not-started',
    what: `${name} does not start`,
    why: [why, ...(words.length === 0 ? lines.slice(-2) : words)].join(': '),
    fix: 'Mend what it says; `prestage alerts check` looks at the rules by themselves.',
    ...(ended === undefined ? {} : { tried: [ended.command] }),
  });
}
