import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { createExec } from '../process/exec.ts';
import { findProgram } from '../process/find-program.ts';
import { literalRedactor } from '../testing/redactor.ts';
import { notMade } from './argv.ts';
import { openSandbox, type Sandbox } from './open.ts';
import { emptyView } from './view.ts';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'prestage-sandbox-')));
const root = join(place, 'workspace');
for (const folder of ['own', 'empty', 'workspace/out', 'workspace/secret'])
  mkdirSync(join(place, folder), { recursive: true });
writeFileSync(join(root, 'file'), 'as it was\n');
writeFileSync(join(root, 'secret/key.pem'), 'private\n');

const env = { PATH: process.env['PATH'] ?? '' };
const bare = createExec({ root, env, redactor: literalRedactor(), clock: systemClock });
const opened = await openSandbox({
  folder: join(place, 'own'),
  empty: join(place, 'empty'),
  root,
  env,
  exec: bare,
  view: emptyView,
});
const sandbox: Sandbox | undefined = 'reason' in opened ? undefined : opened;

afterAll(() => rmSync(place, { recursive: true, force: true }));

const real = (name: string) => realpathSync(findProgram(name, env) ?? name);

function inside(script: string, isAlone = false, more: { timeoutMs?: number; graceMs?: number } = {}) {
  const runnable = [
    ...['sh', 'cat', 'cp', 'ln', 'touch', 'sleep', 'kill'].flatMap((name) => findProgram(name, env) ?? []),
    process.execPath,
  ];
  const view = {
    ...emptyView,
    runnable: [root, ...runnable.map((path) => realpathSync(path))],
    writable: [join(root, 'out')],
    hiddenFolders: [join(root, 'secret')],
  };
  const exec = createExec({
    root,
    env,
    redactor: literalRedactor(),
    clock: systemClock,
    ...(sandbox === undefined ? {} : { startAs: sandbox.enter(view, isAlone).as }),
    ...more,
  });
  return exec({ program: real('sh'), args: ['-c', script] });
}

describe.runIf(sandbox)('needs unshare: a sandbox of user and mount namespaces', () => {
  it('lets a child read all, write what it may, and give its exit code back', async () => {
    expect(await inside('cat file; echo made > out/file; exit 7')).toMatchObject({
      exitCode: 7,
      stdout: 'as it was\n',
      stderr: '',
    });
    expect(readFileSync(join(root, 'out/file'), 'utf8')).toBe('made\n');
  });

  it.each([
    ['writing elsewhere in the workspace', 'echo x > file', 'Read-only'],
    ['writing outside of it', `touch ${tmpdir()}/prestage-escaped`, 'Read-only'],
    ['a program that is not in the view, by its path', `${real('git')} --version`, 'Permission denied'],
    ['a copy of it', `cp ${real('git')} out/copy; out/copy --version`, 'Permission denied'],
    ['the loader of libraries in its stead', `$(echo /lib*/ld-linux*.so.*) ${real('git')} --version`, 'failed to map'],
    ['a link into what cannot be written', 'cd out && ln -s ../file link 2>/dev/null; echo x > link', 'Read-only'],
    ['a hidden folder', 'cat secret/key.pem', 'No such file'],
  ])('stops %s', async (_, script, words) => {
    const result = await inside(script);
    expect(result.exitCode).not.toBe(0);
    expect(result.stderr).toContain(words);
    expect(readFileSync(join(root, 'file'), 'utf8')).toBe('as it was\n');
  });

  it('that cannot be made says so, and the program does not run', async () => {
    const entry = sandbox?.enter({ ...emptyView, writable: [join(root, 'gone')] }, false);
    expect(await entry?.trouble()).toContain(join(root, 'gone'));
    const call = entry?.as({ program: real('sh'), args: ['-c', 'echo ran'] });
    expect(await bare(call ?? { program: '', args: [] })).toMatchObject({ exitCode: notMade, stdout: '' });
  });

  it('leaves it no privilege to undo this', async () => {
    const { stdout } = await inside(
      'while read -r line; do case "$line" in Cap*|NoNew*) echo $line;; esac; done < /proc/self/status',
    );
    expect(stdout.match(/^CapEff:.*$/m)?.[0]).toMatch(/^CapEff: 0+$/);
    expect(stdout.match(/^CapBnd:.*$/m)?.[0]).toMatch(/^CapBnd: 0+$/);
    expect(stdout).toContain('NoNewPrivs: 1');
  });

  it('ends what left the process group and hid its mark together with the child', async () => {
    const script = `const { spawn } = require('node:child_process');
      const child = spawn(${JSON.stringify(real('sleep'))}, ['97'], { detached: true, stdio: 'ignore', env: {} }); child.unref()`;
    await inside(`${process.execPath} -e '${script.replaceAll("'", String.raw`'\''`)}'`);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain('sleep 97');
  });

  it('is over soon after its time', async () => {
    const started = Date.now();
    expect(await inside('sleep 60', false, { timeoutMs: 300, graceMs: 20_000 })).toMatchObject({ timedOut: true });
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});

/** In a mount namespace of its own: the workspace on a file system that is mounted below the temporary folder. */
function below(view: 'part' | 'whole'): unknown {
  const mounted = join(place, 'below');
  mkdirSync(mounted, { recursive: true });
  const script = 'mount -t tmpfs none "$1" && shift && exec "$@"';
  const fixture = join(import.meta.dirname, '../../../test/contract/programs/below-mount.ts');
  const words = ['-rm', 'sh', '-c', script, 'sh', mounted, process.execPath, fixture, view, place, mounted];
  return JSON.parse(execFileSync('unshare', words, { encoding: 'utf8' }));
}

describe.runIf(sandbox)('needs unshare: a sandbox where a mount lies below a folder of its view', () => {
  it('is made all the same, and the mount is held like the folder that it is in', () => {
    expect(below('part')).toEqual({ outside: 'written', file: 'Read-only', out: 'written', run: 'Permission denied' });
  });

  it('and a folder that a file system is mounted on is written where it may be', () => {
    expect(below('whole')).toEqual({ outside: 'Read-only', file: 'written', out: 'written', run: 'Permission denied' });
  });
});

describe.runIf(sandbox?.canBeAlone === true)('needs unshare: a sandbox without a network', () => {
  it('reaches its own loopback, and not ours', async () => {
    const server = createServer((_, response) => response.end('ours')).listen(0, '127.0.0.1');
    while (!server.listening) await setTimeout(5);
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const script = `const http = require('node:http');
      const own = http.createServer((_, res) => res.end('own')).listen(0, '127.0.0.1', async () => {
        console.log(await (await fetch('http://127.0.0.1:' + own.address().port)).text());
        await fetch('http://127.0.0.1:${port}').then(() => console.log('reached'), () => console.log('cut off'));
        own.close(); });`;
    const call = (isAlone: boolean) =>
      inside(`${process.execPath} -e '${script.replaceAll("'", String.raw`'\''`)}'`, isAlone);
    expect((await call(true)).stdout).toBe('own\ncut off\n');
    expect((await call(false)).stdout).toBe('own\nreached\n');
    server.close();
    expect(existsSync(join(root, 'file'))).toBe(true);
  });
});
