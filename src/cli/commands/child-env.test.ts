import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useFolder } from '../testing/folder.ts';
import { childEnv } from './child-env.ts';

const folder = useFolder();

it('finds the programs of the packages of the workspace, and of the folders above it, before all others', () => {
  const root = join(folder(), 'apps/shop');
  const bins = [join(root, 'node_modules/.bin'), join(folder(), 'node_modules/.bin')];
  for (const bin of bins) mkdirSync(bin, { recursive: true });
  const { PATH = '', ...rest } = childEnv({ PATH: '/usr/bin', HOME: '/home/me', TOKEN: 'not theirs' }, root);
  const folders = PATH.split(':');
  expect(folders.slice(0, 2)).toEqual(bins);
  expect(folders.at(-1)).toBe('/usr/bin');
  expect(rest).toEqual({ HOME: '/home/me' });
});
