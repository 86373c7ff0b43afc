import type { ActionContext } from '../../../core/action.ts';
import { printable } from '../../../core/untrusted.ts';
import { createHttpClient } from '../../../services/http/client.ts';
import type { HttpResult } from '../../../services/http/request.ts';
import type { FlyPlace } from '../place.ts';
import { shortDigest } from './digest.ts';

/** What answers from outside, as it says itself. */
export type Probed =
  | { readonly kind: 'right'; readonly answers: number }
  | { readonly kind: 'other' | 'silent'; readonly why: string }
  | { readonly kind: 'none' };

/** The proxy takes a moment to send everybody to the new machines. */
const mostTries = 8;
const pauseSeconds = 0.5;

export interface ProbeWish {
  readonly digest: string;
  /** How many answers in a row are to be right. */
  readonly machines: number;
  readonly tries?: number;
}

/**
 * Asks until as many answers in a row as there are machines tell of the image, so that each of them may have answered; some
 * seconds at most.
 */
export async function probe(
  context: ActionContext,
  place: FlyPlace,
  { digest, machines, tries = mostTries }: ProbeWish,
): Promise<Probed> {
  const { probe: wish } = place.own;
  if (wish === undefined) return { kind: 'none' };
  const http = createHttpClient((url) => context.locate(url, place.environment));
  try {
    let last: Probed = { kind: 'none' };
    for (let count = 0; count < tries; count += 1) {
      last = await inARow(machines, async () =>
        judge(await http.ask({ method: 'GET', url: wish.url }, { timeoutMs: 5000, redirects: 3 }), wish.at, digest),
      );
      if (last.kind === 'right') return last;
      if (count + 1 < tries) await place.fly.pause(pauseSeconds);
    }
    return last;
  } finally {
    await http.close();
  }
}

async function inARow(count: number, ask: () => Promise<Probed>): Promise<Probed> {
  for (let answers = 0; answers < count; answers += 1) {
    const one = await ask();
    if (one.kind !== 'right') return one;
  }
  return { kind: 'right', answers: count };
}

function judge(result: HttpResult, at: string, digest: string): Probed {
  if (result.kind === 'trouble') return { kind: 'silent', why: `the probe was not answered: ${result.detail}` };
  if (result.status !== 200) return { kind: 'other', why: `the probe was answered ${result.status}` };
  const told = valueAt(result.body.toString('utf8'), at);
  if (told === undefined) return { kind: 'silent', why: `the probe's answer has no \`${at}\`` };
  if (told.includes(digest)) return { kind: 'right', answers: 1 };
  const other = /sha256:[0-9a-f]{64}/u.exec(told)?.[0];
  const words = other === undefined ? printable(told).slice(0, 80) : shortDigest(other);
  return { kind: 'other', why: `the probe tells of ${words}, and not of ${shortDigest(digest)}` };
}

function valueAt(body: string, at: string): string | undefined {
  try {
    const found = at.split('.').reduce<unknown>((value, key) => {
      return typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined;
    }, JSON.parse(body));
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}
