import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nameOf, shelfOf, takeOrMake } from './shelf.ts';

let temporary = '';
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'prestage-shelf-'));
});
afterEach(async () => rm(temporary, { recursive: true }));

const { uid } = userInfo();

async function ours(): Promise<string> {
  const shelf = await shelfOf({ uid, temporary });
  if (shelf === undefined) throw new Error('it is not trusted');
  return shelf;
}

describe('a shelf', () => {
  test('is for its user alone, and is found again', async () => {
    const shelf = await ours();
    expect((await lstat(shelf)).mode & 0o777).toBe(0o700);
    expect(await ours()).toBe(shelf);
  });

  test('that others may write to is not trusted', async () => {
    await chmod(await ours(), 0o770);
    expect(await shelfOf({ uid, temporary })).toBeUndefined();
  });

  test('that is another user’s is not trusted', async () => {
    await mkdir(join(temporary, `prestage-templates-${uid + 1}`), { mode: 0o700 });
    expect(await shelfOf({ uid: uid + 1, temporary })).toBeUndefined();
  });

  test('that leads elsewhere is not trusted', async () => {
    await symlink(await mkdtemp(join(temporary, 'elsewhere-')), join(temporary, `prestage-templates-${uid}`));
    expect(await shelfOf({ uid, temporary })).toBeUndefined();
  });
});

describe('what lies there', () => {
  test('is made once', async () => {
    const shelf = await ours();
    const first = await takeOrMake(shelf, 'a', async (path) => writeFile(path, 'first'));
    const second = await takeOrMake(shelf, 'a', async (path) => writeFile(path, 'second'));
    expect(second).toBe(first);
    expect(await readFile(second, 'utf8')).toBe('first');
  });

  test('is whole for two who make it at once', async () => {
    const shelf = await ours();
    const made = ['x'.repeat(100_000), 'y'.repeat(100_000)].map(async (text) =>
      takeOrMake(shelf, 'a', async (path) => writeFile(path, text)),
    );
    const [first = '', second = ''] = await Promise.all(made);
    expect(first).toBe(second);
    expect(await readFile(first, 'utf8')).toMatch(/^(?:x{100000}|y{100000})$/);
    expect(await readdir(shelf)).toEqual(['a']);
  });

  test('has no name before it is whole', async () => {
    const shelf = await ours();
    const failing = takeOrMake(shelf, 'a', async (path) => {
      await writeFile(path, 'half');
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await readdir(shelf)).toEqual([]);
  });

  test('goes when nobody has taken it for a month, and stays when somebody has', async () => {
    const shelf = await ours();
    const [old, used] = [join(shelf, 'old'), join(shelf, 'used')];
    const longAgo = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
    for (const path of [old, used]) {
      await writeFile(path, '');
      await utimes(path, longAgo, longAgo);
    }
    await takeOrMake(shelf, 'used', async () => Promise.reject(new Error('it is there')));
    await takeOrMake(shelf, 'new', async (path) => writeFile(path, ''));
    expect((await readdir(shelf)).toSorted()).toEqual(['new', 'used']);
  });

  test('is another where one thing that it is made of is another', () => {
    const names = [
      ['15.18', 'sql'],
      ['15.19', 'sql'],
      ['15.18', 'sql2'],
      ['15.18s', 'ql'],
    ].map((from) => nameOf(from, '.tar'));
    expect(new Set(names).size).toBe(4);
  });
});
