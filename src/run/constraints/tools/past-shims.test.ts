import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { findProgram } from '../../../services/process/find-program.ts';
import { programOf, identityOf } from '../../../services/process/proc-file.ts';
import type { Call } from './calls.ts';
import { watchPastShims } from './past-shims.ts';

const place = mkdtempSync(join(tmpdir(), 'prestage-past-'));
const sleep = realpathSync(findProgram('sleep', { PATH: process.env['PATH'] ?? '' }) ?? '');
const unshare = findProgram('unshare', { PATH: process.env['PATH'] ?? '' });
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The inner shell stays, and says that it is there. */
const inner = 'echo there; read -r line; :';
const nested = `sh -c '${inner}'; :`;

const callOf = (...args: string[]): Call => ({
  program: 'sleep',
  args,
  isCut: false,
  cwd: place,
  pid: 1,
  parent: 1,
  at: new Date(0),
});

/** A process that sees other mounts than we do, once it runs `sleep`. */
async function inSandbox(...args: string[]): Promise<void> {
  const child = spawn(unshare ?? '', ['--user', '--mount', sleep, ...args], { stdio: 'ignore' });
  children.push(child);
  await untilItRuns(sleep, child);
}

async function untilItRuns(program: string, { pid = 0 }: ChildProcess): Promise<void> {
  while (programOf(pid) !== identityOf(program)) await setTimeout(5);
}

const works = ((): boolean => {
  try {
    execFileSync(unshare ?? 'unshare', ['--user', '--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.runIf(works)('needs unshare: what runs past its shim', () => {
  it('is told once, with its arguments', async () => {
    const watch = watchPastShims([['sleep', sleep]], () => []);
    await inSandbox('31.5');
    expect(watch.look()).toEqual([{ program: 'sleep', args: ['31.5'] }]);
    expect(watch.look()).toEqual([]);
  });

  it.each([
    ['shorter than', 'npm'],
    ['longer than', 'npm exec '.repeat(60)],
  ])('cannot be told of a program that wrote a title %s its arguments over them, as npm does', async (_how, title) => {
    const node = realpathSync(process.execPath);
    const watch = watchPastShims([['node', node]], () => []);
    const titled = `process.title = ${JSON.stringify(title)}; console.log("ready"); process.stdin.on('close', () => process.exit()).resume()`;
    const script = join(place, 'titled.cjs');
    writeFileSync(script, titled);
    // Below another program: what a program of the same kind starts is its own affair.
    const child = spawn(unshare ?? '', ['--user', '--mount', 'sh', '-c', '"$0" "$1"; :', node, script]);
    children.push(child);
    await once(child.stdout, 'data');
    expect(watch.look()).toEqual([]);
  });

  it('is not what a shim recorded, and is what it recorded otherwise or refused', async () => {
    const recorded: Call[] = [callOf('31.6')];
    const watch = watchPastShims([['sleep', sleep]], () => recorded);
    await inSandbox('31.6');
    expect(watch.look()).toEqual([]);
    await inSandbox('31.7');
    recorded.push({ ...callOf('31.7'), refused: 'x' });
    expect(watch.look()).toEqual([{ program: 'sleep', args: ['31.7'] }]);
  });

  it('is not a long call whose record was cut', async () => {
    const watch = watchPastShims([['sleep', sleep]], () => [{ ...callOf('31.8', '0.00'), isCut: true }]);
    await inSandbox('31.8', '0.001');
    expect(watch.look()).toEqual([]);
  });

  it('is not what it calls of itself, unless it is git', async () => {
    const shell = realpathSync('/bin/sh');
    const recorded: Call[] = [{ ...callOf('-c', nested), program: 'fly' }];
    const fly = watchPastShims([['fly', shell]], () => recorded);
    const git = watchPastShims([['git', shell]], () => recorded.map((call) => ({ ...call, program: 'git' })));
    const child = spawn(unshare ?? '', ['--user', '--mount', shell, '-c', nested], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    children.push(child);
    await once(child.stdout, 'data');
    expect(fly.look()).toEqual([]);
    expect(git.look()).toEqual([{ program: 'git', args: ['-c', inner] }]);
  });

  it('is neither what ran before, nor what runs outside of a sandbox, nor another program', async () => {
    await inSandbox('31.9');
    const watch = watchPastShims([['sleep', sleep]], () => []);
    const outside = spawn(sleep, ['32'], { stdio: 'ignore' });
    children.push(outside);
    await untilItRuns(sleep, outside);
    expect(watch.look()).toEqual([]);
    const other = watchPastShims([['git', process.execPath]], () => []);
    await inSandbox('32.1');
    expect(other.look()).toEqual([]);
  });
});
