import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { succeeded, type Command } from '../../core/command.ts';
import { Failure } from '../../core/failure.ts';
import { Secret } from '../../core/secret.ts';
import { literalRedactor } from '../testing/redactor.ts';
import { isCut } from './bounded.ts';
import { createExec, type ExecOptions } from './exec.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'prestage-exec-'));
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

function exec(command: Command, more: Partial<ExecOptions> = {}) {
  const env = { PATH: process.env['PATH'] ?? '' };
  return createExec({ root, env, redactor: literalRedactor(), clock: systemClock, ...more })(command);
}

function node(script: string, more: Partial<Command> = {}): Command {
  return { program: process.execPath, args: ['-e', script], ...more };
}

async function isAlive(pidFile: string): Promise<boolean> {
  const pid = Number(await readFile(join(root, pidFile), 'utf8'));
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A killed process may wait as a zombie for an init that does not reap.
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) Z /.test(status);
}

/** A grandchild that ignores SIGTERM and writes its process id. */
function stubborn(pidFile: string, stdio: string): string {
  const inner = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);
    require('node:fs').writeFileSync('${pidFile}', String(process.pid))`;
  return `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { stdio: '${stdio}' })`;
}

describe('createExec', () => {
  it('gives success and failure the same shape', async () => {
    const good = await exec(node('console.log("out"); console.error("err")'));
    expect(good).toMatchObject({ exitCode: 0, found: true, timedOut: false, stdout: 'out\n', stderr: 'err\n' });
    const bad = await exec(node('console.log("out"); process.exit(7)'));
    expect(bad).toMatchObject({ exitCode: 7, found: true, timedOut: false, stdout: 'out\n' });
    expect(succeeded(bad)).toBe(false);
  });

  it('says that a program was not found', async () => {
    const result = await exec({ program: 'no-such-program', args: ['a'] });
    expect(result).toMatchObject({ found: false, timedOut: false, stdout: '' });
    expect(result).not.toHaveProperty('exitCode');
    expect(result.stderr).toContain('ENOENT');
  });

  it('tells a program that may not be started from one that is not there', async () => {
    const result = await exec({ program: root, args: [] });
    expect(result.found).toBe(true);
    expect(succeeded(result)).toBe(false);
    expect(result.stderr).toContain('EACCES');
  });

  it('hands on the given environment and nothing else', async () => {
    process.env['PRESTAGE_CANARY'] = 'must not leak';
    const result = await exec(
      node('console.log(JSON.stringify(process.env))', { env: { KEY: new Secret('KEY', 'v1') } }),
      { env: { LANG: 'C' } },
    );
    delete process.env['PRESTAGE_CANARY'];
    expect(JSON.parse(result.stdout)).toEqual({ LANG: 'C', KEY: 'v1', SHLVL: '1' });
  });

  it('keeps bash from reading .bashrc, which it does for a lone shell whose stdin is a socket', async () => {
    await writeFile(join(root, '.bashrc'), 'echo from bashrc\n');
    const env = { PATH: process.env['PATH'] ?? '', HOME: root };
    const { stdout } = await exec({ program: 'bash', args: ['-c', 'echo asked'] }, { env });
    expect(stdout).toBe('asked\n');
  });

  it('feeds standard input, and closes it when there is none', async () => {
    const cat = 'process.stdin.pipe(process.stdout)';
    expect((await exec(node(cat, { stdin: 'héllo' }))).stdout).toBe('héllo');
    expect(await exec(node(cat))).toMatchObject({ exitCode: 0, stdout: '' });
  });

  it('starts in a folder of the workspace and in no other', async () => {
    const elsewhere = exec(node('', { cwd: '..' }));
    await expect(elsewhere).rejects.toThrow(Failure);
    await expect(exec(node('', { cwd: 'missing' }))).rejects.toMatchObject({ data: { code: 'process.no-folder' } });
  });

  it('redacts both streams and refuses a secret in a command line', async () => {
    const redactor = literalRedactor(['hunter22']);
    const value = new Secret('PASSWORD', 'hunter22');
    const echo = node('console.log(process.env.PASSWORD); console.error(process.env.PASSWORD)', {
      env: { PASSWORD: value },
    });
    const result = await exec(echo, { redactor });
    expect(result).toMatchObject({ stdout: '[redacted]\n', stderr: '[redacted]\n' });
    expect(result.command).toContain('PASSWORD="$PASSWORD"');
    await expect(exec({ program: 'echo', args: ['hunter22'] }, { redactor })).rejects.toMatchObject({
      data: { code: 'process.secret-on-argv', why: expect.not.stringContaining('hunter22') },
    });
  });

  it('keeps the first and the last of an output over the limit and counts the rest', async () => {
    const result = await exec(node('process.stdout.write("a" + "-".repeat(500000) + "z")'), { keepBytes: 1000 });
    expect(result.stdout).toMatch(/^a-{499}\n\[prestage: 499002 bytes left out\]\n-{499}z$/);
    expect(isCut(result.stdout)).toBe(true);
  });

  it('hands bytes in and out as they are, and keeps nothing of them', async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
    const taken: Uint8Array[] = [];
    const result = await exec({
      ...node('process.stdin.pipe(process.stdout)'),
      stdin: (async function* () {
        yield bytes;
      })(),
      takes: async (given) => {
        for await (const chunk of given) taken.push(chunk);
      },
    });
    expect(result).toMatchObject({ exitCode: 0, stdout: '' });
    expect(Buffer.concat(taken).equals(bytes)).toBe(true);
  });

  it('ends a program whose output nobody can take any more', async () => {
    const endless = node('setInterval(() => process.stdout.write("x".repeat(10000)), 1)');
    const full = exec({
      ...endless,
      takes: async (given) => {
        for await (const chunk of given) throw new Error(`no room for ${chunk.length}`);
      },
    });
    await expect(full).rejects.toThrow('no room');
  });

  it('ends the whole tree at a time-out, stubborn grandchildren too', async () => {
    const script = `${stubborn('slow.pid', 'inherit')}; setInterval(() => {}, 1000)`;
    const result = await exec(node(script, { timeoutMs: 1500 }), { graceMs: 300 });
    expect(result).toMatchObject({ timedOut: true, found: true });
    expect(result).not.toHaveProperty('exitCode');
    await setTimeout(100);
    expect(await isAlive('slow.pid')).toBe(false);
  });

  it.each(['ignore', 'inherit'])('leaves nothing behind that a finished child started (%s)', async (stdio) => {
    const script = `${stubborn('left.pid', stdio)}.unref();
      const seen = setInterval(() => require('node:fs').existsSync('left.pid') && process.exit(0), 20)`;
    await rm(join(root, 'left.pid'), { force: true });
    const result = await exec(node(script));
    expect(result).toMatchObject({ exitCode: 0, timedOut: false });
    expect(result.durationMs).toBeLessThan(8000);
    await setTimeout(100);
    expect(await isAlive('left.pid')).toBe(false);
  });
});
