import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../../src/services/process/find-program.ts';
import { attempt, type Attempted } from './attempt.ts';
import { tries } from './tries.ts';
import type { Fate, Need, Try } from './tries/try.ts';

const nothing: Try = { id: '', words: '', script: ':', effect: 'out/ran', sandbox: 'stopped', bare: 'stopped' };
const works = (await attempt(nothing, 'sandbox')).sandboxed;
const patience = { timeout: 60_000 };

/** What became of it; `unnoticed` is what no try may come to. */
function fateOf({ named }: Try, { worked, said, always }: Attempted): Fate | 'unnoticed' {
  if (!worked) return 'stopped';
  const found = named?.exec(said)?.[0];
  if (found === undefined) return 'unnoticed';
  if (found.includes('not enforced')) return 'not enforced';
  return always.includes(found) ? 'said' : 'named';
}

function judge(one: Try, attempted: Attempted) {
  const { printed, said } = attempted;
  const fate = fateOf(one, attempted);
  const isRefused = fate !== 'stopped' || one.refused === undefined || one.refused.test(said);
  return { fate, isRefused, context: { printed, said } };
}

const probes: Readonly<Record<Need, () => boolean>> = {
  curl: () => isOnPath('curl'),
  perl: () => isOnPath('perl'),
  python3: () => isOnPath('python3'),
  unshare: () => works,
  loader: () => isThere('/lib*/ld-linux*.so.?'),
  libm: () => isThere('/lib/*/libm.so.6'),
  psql: () => isThere('/usr/lib/postgresql/*/bin/psql'),
};

function isOnPath(program: string): boolean {
  return findProgram(program, { PATH: process.env['PATH'] ?? '' }) !== undefined;
}

function isThere(pattern: string): boolean {
  return spawnSync('sh', ['-c', `ls -d ${pattern}`]).status === 0;
}

function isMissing({ needs }: Try): boolean {
  return needs !== undefined && !probes[needs]();
}

const named = tries.map((one) => ({
  ...one,
  name: one.needs === undefined ? one.id : `needs ${one.needs}: ${one.id}`,
}));

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
  it.for(named)('$name: $sandbox', patience, async (one, { skip }) => {
    skip(isMissing(one));
    expect(judge(one, await attempt(one, 'sandbox'))).toMatchObject({ fate: one.sandbox, isRefused: true });
  });
});

describe('without a sandbox', () => {
  it.for(named)('$name: $bare', patience, async (one, { skip }) => {
    skip(isMissing(one));
    expect(judge(one, await attempt(one, 'bare'))).toMatchObject({ fate: one.bare, isRefused: true });
  });
});

/** Or else that it is stopped would mean nothing. */
describe('where nothing holds it', () => {
  const live = named.filter(({ inert }) => inert === undefined);
  it.for(live)('$name: works', patience, async (one, { skip }) => {
    skip(isMissing(one));
    const { worked, printed } = await attempt(one, 'free');
    expect({ worked, printed }).toMatchObject({ worked: true });
  });
});
