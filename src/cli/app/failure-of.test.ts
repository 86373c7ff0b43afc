import { expect, it } from 'vitest';
import { failureOf } from './failure-of.ts';

it('takes a full disk for no fault of ours, with a path and without', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  expect(failureOf(full).data).toMatchObject({
    code: 'system.refused',
    what: 'What was to be written does not fit: the disk is full',
  });
  expect(failureOf(Object.assign(full, { path: '/x/a' })).data.what).toBe('/x/a does not fit: the disk is full');
  expect(failureOf(new Error('anything else')).data.code).toBe('internal');
});
