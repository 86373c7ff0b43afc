import { expect, it } from 'vitest';
import type { Release } from '../../../services/fly/releases/read.ts';
import { isCutWayBack, refuseOthersDeploy } from './running.ts';

const [old, wanted] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
const now = new Date('2025-10-17T04:00:00Z');

function release(version: number, status: string, digest: string): Release {
  const image = `registry.fly.io/shop@${digest}`;
  return { id: `rel${version}`, version, status, image, digest, createdAt: now.toISOString(), definition: null };
}

const state = (...releases: readonly Release[]) => ({ app: 'shop', machines: [], releases });

it('takes a way back that was cut for one: it follows the image that it leaves', () => {
  const cut = state(release(3, 'running', old), release(2, 'failed', wanted), release(1, 'complete', old));
  expect(isCutWayBack(cut, wanted)).toBe(true);
});

it('takes somebody’s secrets deploy for no way back: it is of the image that ran before it', () => {
  const others = state(release(2, 'running', old), release(1, 'complete', old));
  expect(isCutWayBack(others, wanted)).toBe(false);
  expect(() => refuseOthersDeploy(others, wanted, now)).toThrow('at work');
});
