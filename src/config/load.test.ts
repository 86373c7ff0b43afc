import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from './load.ts';

let root = '';
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'prestage-config-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('loadWorkspace', () => {
  it('reads the config of a folder', async () => {
    writeFileSync(
      join(root, 'prestage.config.ts'),
      `const rehearse: string[] = ['a.md'];\nexport default { rehearse };\n`,
    );
    const workspace = await loadWorkspace(root);
    expect(workspace.config.rehearse).toEqual(['a.md']);
    expect(workspace.root).toBe(root);
  });
  it('says where it looked when there is none', async () => {
    await expect(loadWorkspace(root)).rejects.toMatchObject({ data: { code: 'config.missing' } });
  });
  it('says how to make one, and that a file without a default export is none', async () => {
    const fix = expect.stringContaining('export default defineConfig({') as string;
    await expect(loadWorkspace(root)).rejects.toMatchObject({ data: { code: 'config.missing', fix } });
    writeFileSync(join(root, 'prestage.config.ts'), 'export const config = {};\n');
    await expect(loadWorkspace(root)).rejects.toMatchObject({ data: { code: 'config.no-default', fix } });
  });
  it('gives the words of a config that does not load', async () => {
    writeFileSync(join(root, 'prestage.config.ts'), 'export default {{\n');
    await expect(loadWorkspace(root)).rejects.toMatchObject({ data: { code: 'config.unreadable' } });
  });
});
