import { Failure } from '../../../core/failure.ts';
import type { Fly } from '../client.ts';
import { pathOf } from './read.ts';
import { done, lease as leaseAnswer } from './schema.ts';

/** A machine that nobody else may change for a while. */
export interface Lease {
  readonly machine: string;
  readonly nonce: string;
}

/** Seconds. As short as flyctl's: who was killed blocks others no longer. */
const ttl = 13;
/** Longer than a lease that nobody renews any more, and no longer: who renews his is at work. Seconds. */
const patience = 20;

/** Waits out what a killed deploy has left. Throws Failure `fly.conflict`, with the holder's name, when it is renewed meanwhile. */
export async function takeLease(fly: Fly, app: string, machine: string, description: string): Promise<Lease> {
  for (let waited = 0; ; waited += 1) {
    try {
      return await ask(fly, app, machine, { description });
    } catch (error) {
      if (!(error instanceof Failure) || error.data.code !== 'fly.conflict' || waited >= patience) throw error;
      await fly.pause(1);
    }
  }
}

export async function renewLease(fly: Fly, app: string, { machine, nonce }: Lease): Promise<Lease> {
  return ask(fly, app, machine, { nonce });
}

async function ask(
  fly: Fly,
  app: string,
  machine: string,
  { nonce, description }: { readonly nonce?: string; readonly description?: string },
): Promise<Lease> {
  const path = pathOf(app, `/machines/${machine}/lease?ttl=${ttl}`);
  const doing = `lease machine ${machine}`;
  const { data } = await fly.call(
    {
      method: 'POST',
      path,
      body: { ttl, ...(description === undefined ? {} : { description }) },
      ...(nonce === undefined ? {} : { headers: nonceHeader(nonce) }),
      app,
      doing,
      // A lease whose answer was lost is nobody's: it is waited out.
      isRepeatable: nonce !== undefined,
    },
    leaseAnswer,
  );
  return { machine, nonce: data.nonce };
}

/** One that has expired is let go already. */
export async function endLease(fly: Fly, app: string, { machine, nonce }: Lease): Promise<void> {
  const path = pathOf(app, `/machines/${machine}/lease`);
  const call = {
    method: 'DELETE',
    path,
    headers: nonceHeader(nonce),
    app,
    doing: `let machine ${machine} go`,
  } as const;
  try {
    await fly.call({ ...call, isRepeatable: true }, done);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

export function nonceHeader(nonce: string): Readonly<Record<string, string>> {
  return { 'fly-machine-lease-nonce': nonce };
}

/** Seconds between two renewals: three fit into a lease. */
export const renewEvery = (ttl - 1) / 3;
