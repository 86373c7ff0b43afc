import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFolder } from '../testing/folder.ts';
import { pathInWorkspace, shownPath, workspaceRoot } from './workspace.ts';

const folder = useFolder();
const at = (...parts: readonly string[]): string => join(folder(), ...parts);

describe('workspaceRoot', () => {
  it('is the nearest folder with a config, at or above the current one', () => {
    mkdirSync(at('ws/docs/deep'), { recursive: true });
    writeFileSync(at('ws/prestage.config.ts'), '');
    expect(workspaceRoot(at('ws/docs/deep'), undefined)).toBe(at('ws'));
  });
  it('is what --workspace says, from the current folder', () => {
    expect(workspaceRoot(folder(), 'examples/../a')).toBe(at('a'));
  });
});

describe('pathInWorkspace', () => {
  it('takes a file from the current folder or from the workspace', () => {
    mkdirSync(at('ws/docs'), { recursive: true });
    writeFileSync(at('ws/docs/a.md'), '');
    const root = at('ws');
    expect(pathInWorkspace({ cwd: at('ws/docs') }, root, 'a.md')).toBe('docs/a.md');
    expect(pathInWorkspace({ cwd: folder() }, root, 'docs/a.md')).toBe('docs/a.md');
    expect(pathInWorkspace({ cwd: folder() }, root, 'ws/docs/a.md')).toBe('docs/a.md');
    expect(pathInWorkspace({ cwd: folder() }, root, at('ws/docs/a.md'))).toBe('docs/a.md');
  });
  it('says where it looked', () => {
    expect(() => pathInWorkspace({ cwd: folder() }, folder(), 'b.md')).toThrow('There is no b.md');
  });
  it('refuses a file outside of the workspace', () => {
    mkdirSync(at('ws'));
    writeFileSync(at('c.md'), '');
    expect(() => pathInWorkspace({ cwd: folder() }, at('ws'), 'c.md')).toThrow('it lies outside of');
  });
});

it('shows paths as one would write them', () => {
  expect(shownPath('/a', '/a/b/c')).toBe('b/c');
  expect(shownPath('/a/b', '/a/bc')).toBe('/a/bc');
  expect(shownPath('/a', '/a')).toBe('.');
});
