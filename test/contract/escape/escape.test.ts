import { describe, expect, it } from 'vitest';
import { attempt, type Attempted } from './attempt.ts';
import { tries } from './tries.ts';
import type { Fate, Try } from './tries/try.ts';

const nothing: Try = { id: '', words: '', script: ':', effect: 'out/ran', sandbox: 'stopped', bare: 'stopped' };
const works = (await attempt(nothing, 'sandbox')).sandboxed;
const patience = 60_000;

/** What became of it; `unnoticed` is what no try may come to. */
function fateOf({ named }: Try, { worked, said }: Attempted): Fate | 'unnoticed' {
  if (!worked) return 'stopped';
  const found = named?.exec(said)?.[0];
  if (found === undefined) return 'unnoticed';
  return found.includes('not enforced') ? 'not enforced' : 'named';
}

/** What became of it, in the words of the table; a machine that does not have what is tried stops it in its own way. */
function judge(one: Try, attempted: Attempted, expected: Fate) {
  const { printed, said } = attempted;
  const fate = fateOf(one, attempted);
  const isNamed = !isRefused(one) || one.named?.test(said) === true;
  return { fate: fate === 'stopped' && isMissing.test(printed) ? expected : fate, isNamed, context: { printed, said } };
}

const isMissing = /not found|No such file|cannot execute/;

/** Stopped everywhere, by a refusal that the task's reason must name. */
function isRefused({ named, sandbox, bare }: Try): boolean {
  return named !== undefined && sandbox === 'stopped' && bare === 'stopped';
}

describe('the escape corpus', () => {
  it('has at least 40 tries, each once', () => {
    expect(tries.length).toBeGreaterThanOrEqual(40);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(tries.length);
  });

  it('leaves nothing to the sandbox’s account but what is named', () => {
    expect(tries.filter(({ sandbox }) => sandbox === 'not enforced')).toEqual([]);
  });
});

describe.runIf(works)('needs unshare: in a sandbox of user and mount namespaces', () => {
  it.each(tries)(
    '$id: $sandbox',
    async (one) => {
      const judged = judge(one, await attempt(one, 'sandbox'), one.sandbox);
      expect(judged).toMatchObject({ fate: one.sandbox, isNamed: true });
    },
    patience,
  );
});

describe('without a sandbox', () => {
  it.each(tries)(
    '$id: $bare',
    async (one) => {
      const judged = judge(one, await attempt(one, 'bare'), one.bare);
      expect(judged).toMatchObject({ fate: one.bare, isNamed: true });
    },
    patience,
  );
});

/** Or else that it is stopped would mean nothing. */
describe('where nothing holds it', () => {
  const live = tries.filter(({ inert }) => inert === undefined);
  it.each(live)(
    '$id: works',
    async (one) => {
      const { worked, printed } = await attempt(one, 'free');
      expect({ worked: worked || isMissing.test(printed), printed }).toMatchObject({ worked: true });
    },
    patience,
  );
});
