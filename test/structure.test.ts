import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkStructure } from './structure/check.ts';

const root = new URL('..', import.meta.url);

/** Every TypeScript file of src/, in order of name. */
async function readSource(): Promise<{ path: string; text: string }[]> {
  const paths: string[] = [];
  for await (const path of glob('src/**/*.ts', { cwd: fileURLToPath(root) })) paths.push(path);
  return Promise.all(
    paths.toSorted().map(async (path) => ({ path, text: await readFile(new URL(path, root), 'utf8') })),
  );
}

test('the source keeps to the walls of ARCHITECTURE.md and to the habits', async () => {
  const files = await readSource();
  expect(files.length).toBeGreaterThan(10);
  const found = checkStructure(files).map(({ file, line, rule, message }) => `${file}:${line} ${rule}: ${message}`);
  expect(found).toEqual([]);
});
