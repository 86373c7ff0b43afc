import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { createRedactor } from '../evidence/redact.ts';
import { createWorkspace, type TestWorkspace } from '../run/testing/workspace.ts';
import { createExec } from '../services/process/exec.ts';
import { copyWorkspace } from './copy.ts';

let workspace: TestWorkspace;
let target: string;
beforeEach(() => {
  workspace = createWorkspace({ '.gitignore': 'node_modules/\nsecret.env\n', 'docs/a.md': 'a' });
  target = join(mkdtempSync(join(tmpdir(), 'prestage-copy-')), 'workspace');
});
afterEach(() => {
  workspace.remove();
  rmSync(join(target, '..'), { recursive: true });
});

function copy(): Promise<void> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: target };
  const exec = createExec({ root: workspace.root, env, redactor: createRedactor([]), clock: systemClock });
  return copyWorkspace(exec, workspace.root, target);
}

describe('the copy of a workspace', () => {
  it('holds what is tracked and what is not, and nothing that is ignored', async () => {
    workspace.write('secret.env', 'x');
    workspace.write('new/b.md', 'b');
    await copy();
    expect(readFileSync(join(target, 'docs/a.md'), 'utf8')).toBe('a');
    expect(readFileSync(join(target, 'new/b.md'), 'utf8')).toBe('b');
    expect(existsSync(join(target, 'secret.env'))).toBe(false);
  });

  it('links the packages in, also where they are a link that `node_modules/` does not ignore', async () => {
    const modules = join(workspace.root, '.packages');
    mkdirSync(modules);
    symlinkSync('.packages', join(workspace.root, 'node_modules'));
    await copy();
    expect(lstatSync(join(target, 'node_modules')).isSymbolicLink()).toBe(true);
    workspace.write('.packages/one.js', '1');
    expect(readFileSync(join(target, 'node_modules/one.js'), 'utf8')).toBe('1');
  });

  it('is not made of what is no repository', async () => {
    rmSync(join(workspace.root, '.git'), { recursive: true });
    await expect(copy()).rejects.toMatchObject({ data: { code: 'git.no-repository' } });
    expect(existsSync(target)).toBe(false);
  });
});
