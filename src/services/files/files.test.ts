import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inside } from './inside.ts';
import { moveFile } from './move.ts';
import { exists, readText, readTextIfThere } from './read.ts';
import { walk } from './walk.ts';
import { writeAtomic } from './write-atomic.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'prestage-files-'));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

const code = (name: string) => ({ data: { code: name } });

describe('inside', () => {
  it.each(['..', '../x', '/etc/passwd', 'a/../../x', '', 'a\0b'])('refuses %j', async (path) => {
    await expect(inside(root, path)).rejects.toMatchObject(code('files.outside'));
  });

  it('refuses a link that leads out, whether or not its end exists', async () => {
    await symlink('/etc', join(root, 'out'));
    await expect(inside(root, 'out/passwd')).rejects.toMatchObject(code('files.outside'));
    await expect(inside(root, 'out/not/there')).rejects.toMatchObject(code('files.outside'));
  });

  it('replaces a dangling link: writing through it would create a file outside', async () => {
    await symlink('/tmp/prestage-not-there', join(root, 'dangling'));
    await expect(writeAtomic(root, 'dangling', 'x')).resolves.toBeUndefined();
    expect(await readFile(join(root, 'dangling'), 'utf8')).toBe('x');
    await expect(stat('/tmp/prestage-not-there')).rejects.toThrow('ENOENT');
  });

  it('follows links that stay inside, and takes paths that do not exist yet', async () => {
    await mkdir(join(root, 'real'));
    await symlink('real', join(root, 'link'));
    expect(await inside(root, 'link/new.md')).toBe(await inside(root, 'real/new.md'));
    expect(await inside(root, '..x/y')).toContain('..x');
  });

  it('never gives a path outside the root', async () => {
    const part = constantFrom('..', '.', 'a', 'b', '', '...', 'a b', '/');
    const paths = array(part, { maxLength: 8 }).map((parts) => parts.join('/'));
    const holds = asyncProperty(paths, async (path) => {
      const real = await inside(root, path).catch(() => root);
      expect(real === root || real.startsWith(`${root}/`)).toBe(true);
    });
    await assert(holds);
  });
});

describe('writeAtomic', () => {
  it('makes folders, replaces whole, keeps the mode, and leaves no temporary file', async () => {
    await writeAtomic(root, 'a/b/c.sh', 'one');
    await chmod(join(root, 'a/b/c.sh'), 0o755);
    await writeAtomic(root, 'a/b/c.sh', 'two');
    expect(await readText(root, 'a/b/c.sh')).toBe('two');
    expect((await stat(join(root, 'a/b/c.sh'))).mode & 0o777).toBe(0o755);
    expect(await readdir(join(root, 'a/b'))).toEqual(['c.sh']);
  });

  it('says that a folder stands in the way, and that a file stands where a folder must', async () => {
    await mkdir(join(root, 'folder'));
    await expect(writeAtomic(root, 'folder', 'x')).rejects.toMatchObject(code('files.not-a-file'));
    await writeFile(join(root, 'file'), '');
    await expect(writeAtomic(root, 'file/x', 'x')).rejects.toMatchObject(code('files.not-a-file'));
  });

  const isRoot = process.getuid?.() === 0;

  it('names a folder that this user may not write to; the old file stands', async () => {
    await writeAtomic(root, 'locked/a.md', 'old');
    await chmod(join(root, 'locked'), 0o555);
    const failure = isRoot ? await writeAsNobody(root) : await writeAtomic(root, 'locked/a.md', 'new').catch(String);
    expect(failure).toContain('files.not-writable');
    expect(await readText(root, 'locked/a.md')).toBe('old');
    await chmod(join(root, 'locked'), 0o755);
  });

  it.skipIf(!canMount())('needs unshare: names a full disk and a read-only one; the old file stands', async () => {
    const disk = join(root, 'disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    try {
      await writeAtomic(root, 'disk/a.md', 'old');
      const big = 'x'.repeat(200_000);
      await expect(writeAtomic(root, 'disk/a.md', big)).rejects.toMatchObject(code('files.disk-full'));
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      await expect(writeAtomic(root, 'disk/a.md', 'new')).rejects.toMatchObject(code('files.not-writable'));
      expect(await readText(root, 'disk/a.md')).toBe('old');
      expect(await readdir(disk)).toEqual(['a.md']);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

describe('moveFile', () => {
  it('moves and never overwrites', async () => {
    await writeAtomic(root, 'a.md', 'a');
    await writeAtomic(root, 'b.md', 'b');
    await expect(moveFile(root, 'a.md', 'b.md')).rejects.toMatchObject(code('files.in-the-way'));
    await moveFile(root, 'a.md', 'archive/2025/a.md');
    expect(await walk(root)).toEqual(['archive/2025/a.md', 'b.md']);
    await expect(moveFile(root, 'gone.md', 'c.md')).rejects.toMatchObject(code('files.missing'));
  });
});

describe('reading', () => {
  it('tells missing from unreadable from not text', async () => {
    await expect(readText(root, 'no.md')).rejects.toMatchObject(code('files.missing'));
    expect(await readTextIfThere(root, 'no.md')).toBeUndefined();
    await writeAtomic(root, 'latin.md', Uint8Array.of(0xe9));
    await expect(readText(root, 'latin.md')).rejects.toMatchObject(code('files.not-utf8'));
    await expect(readText(root, '.')).rejects.toMatchObject(code('files.not-a-file'));
    expect(await exists(root, 'latin.md')).toBe(true);
    expect(await exists(root, 'latin.md/x')).toBe(false);
    expect(await exists(root, '../x')).toBe(false);
  });

  it('walks in order, does not follow links, and stays out of what it may not enter', async () => {
    await writeAtomic(root, 'b/2.md', '');
    await writeAtomic(root, 'b/1.md', '');
    await writeAtomic(root, 'node_modules/x.md', '');
    await symlink('b', join(root, 'link'));
    const found = await walk(root, '.', (path) => path !== 'node_modules');
    expect(found).toEqual(['b/1.md', 'b/2.md', 'link']);
    expect(await walk(root, 'b/')).toEqual(['b/1.md', 'b/2.md']);
  });
});

/** Root may write anywhere, so the same call is made by another user. */
async function writeAsNobody(folder: string): Promise<string> {
  await chmod(folder, 0o755);
  await chown(join(folder, 'locked'), 0, 0);
  const module = JSON.stringify(new URL('write-atomic.ts', import.meta.url).href);
  const script = `import(${module}).then((m) => m.writeAtomic(${JSON.stringify(folder)}, 'locked/a.md', 'new'))
    .then(() => console.log('written'), (error) => console.log(error.data?.code ?? String(error)))`;
  return execFileSync(process.execPath, ['-e', script], { uid: 65_534, gid: 65_534, encoding: 'utf8' });
}

function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
