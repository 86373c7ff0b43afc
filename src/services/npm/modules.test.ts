import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { modulesFrom } from './modules.ts';

it('finds the packages of a folder in it and above it, nearest first', () => {
  const top = mkdtempSync(join(tmpdir(), 'prestage-modules-'));
  for (const folder of ['node_modules', 'apps/web/node_modules', 'apps/api'])
    mkdirSync(join(top, folder), { recursive: true });
  const below = (folder: string) => modulesFrom(join(top, folder)).filter((path) => path.startsWith(top));
  expect(below('apps/web')).toEqual([join(top, 'apps/web/node_modules'), join(top, 'node_modules')]);
  expect(below('apps/api')).toEqual([join(top, 'node_modules')]);
  rmSync(top, { recursive: true });
});
