import { exchanged, madeUp, parsed, type Exchange } from './transcript.ts';
import { token, type Running } from './world.ts';

/**
 * Asks the emulator what flyctl asked, in the same order and at the same times of its clock, which stands still in
 * between. Gives how each call was answered.
 */
export async function replay(on: Running, exchanges: readonly Exchange[]): Promise<readonly string[]> {
  on.clock.change({ rate: 0 });
  const values = new Map<string, string>();
  const answers: string[] = [];
  let now = 0;
  const until = (at: number) => {
    on.clock.change({ advanceMs: Math.max(0, at - now) });
    now = Math.max(now, at);
  };
  for (const [place, exchange] of exchanges.entries()) {
    until(exchange.at);
    const answering = ask(on, exchange, values);
    // A call that waits for a machine is answered when its time has come.
    if (exchange.path.includes('/wait?')) until(exchange.at + exchange.took);
    const { status, answer } = await answering;
    for (const [kind, value] of madeUp(exchange.method, exchange.path, answer)) values.set(`{${kind}@${place}}`, value);
    answers.push(`${exchange.method} ${exchange.path} ${status}`);
  }
  return answers;
}

async function ask(on: Running, { method, path, nonce, body }: Exchange, values: ReadonlyMap<string, string>) {
  const own = (text: string) => exchanged(text, values);
  const answer = await fetch(`${on.urls['fly']}${own(path)}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(nonce === undefined ? {} : { 'fly-machine-lease-nonce': own(nonce) }),
    },
    ...(body === undefined ? {} : { body: own(JSON.stringify(body)) }),
  });
  return { status: answer.status, answer: parsed(await answer.text()) };
}
