import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../workplace.ts';
import { allowanceOf } from './allowance.ts';
import { isOfRefusedWords } from './fits-shape.ts';
import { shapesOf } from './refused.ts';
import { shapeTest } from './shape-test.ts';
import { wordsIn } from './words-in.ts';
import { readCall, type Call } from './calls.ts';

const place = mkdtempSync(join(tmpdir(), 'prestage-shims-'));
const tools = join(place, 'tools');
mkdirSync(tools);
/** Says what it was called with, so that a call that got through is seen. */
for (const name of ['npx', 'npm', 'supabase', 'psql', 'fly', 'flyctl', 'rg', 'gh'])
  writeFileSync(join(tools, name), `#!/bin/sh\nprintf 'ran %s' "$*"\n`, { mode: 0o755 });

let calls: Call[] = [];
const workplaces: Workplace[] = [];
afterEach(() => {
  calls = [];
});
afterAll(() => {
  for (const workplace of workplaces) workplace.remove();
  rmSync(place, { recursive: true });
});

function shimsFor(stated: readonly string[], needs: readonly string[] = []) {
  const env = { PATH: `${tools}:${process.env['PATH'] ?? ''}` };
  const workplace = openWorkplace(place, env, (line) => {
    const call = readCall(line, { now: new Date(), uptime: uptime() });
    if (call !== undefined) calls.push(call);
  });
  workplaces.push(workplace);
  const words = stated.map((each) => ({ words: each.split(' ') }));
  const shims = workplace.shimsFor(allowanceOf(words, needs));
  const run = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('/usr/bin/env', [`PATH=${shims.path}`, program, ...args], {
      cwd: place,
      encoding: 'utf8',
      // Bash would read .bashrc, since its stdin is a socket here, and the shims would record what stands in it.
      env: { ...process.env, SHLVL: '1' },
    });
    workplace.log.drain();
    return { status, stdout, stderr };
  };
  return { run, workplace, shims };
}

const { run } = shimsFor(['bash', 'npx prettier', 'npm', 'supabase', 'psql', 'flyctl', 'git', 'rg', 'gh', 'npx knip']);

describe('a shim', () => {
  it('runs the program and records who called it, with what, where and when', () => {
    const before = Date.now();
    expect(run('npm', 'run', 'a b', '')).toMatchObject({ status: 0, stdout: 'ran run a b ' });
    const [call] = calls;
    expect(call).toMatchObject({ program: 'npm', args: ['run', 'a b', ''], cwd: place, isCut: false });
    expect(call?.refused).toBeUndefined();
    expect(Math.abs((call?.at.getTime() ?? 0) - before)).toBeLessThan(2_000);
  });

  it('records what children of children call', () => {
    run('bash', '-c', 'npm one; (sh -c "npm two")');
    expect(calls.map(({ program, args }) => `${program} ${args.at(-1)}`)).toEqual([
      'bash npm one; (sh -c "npm two")',
      'npm one',
      'sh npm two',
      'npm two',
    ]);
  });

  it('hands every argument on as it is', () => {
    const argument = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && !/[:@]/.test(text));
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 4 }), (args) => {
        const out = execFileSync(join(shimsOf, 'printf'), [String.raw`%s\0`, ...args, 'end'], { encoding: 'buffer' });
        expect(out.toString('utf8').split('\0').slice(0, -1)).toEqual([
          ...args.map((text) => Buffer.from(text).toString('utf8')),
          'end',
        ]);
      }),
      { numRuns: 40 },
    );
  });

  it('cuts the record of a long call, not the call', () => {
    const long = 'x'.repeat(20_000);
    expect(run('npm', long, 'last').stdout).toHaveLength('ran '.length + 20_000 + ' last'.length);
    expect(calls).toMatchObject([{ program: 'npm', isCut: true }]);
  });

  it('refuses to run what it cannot record', () => {
    const { run: runThere, workplace } = shimsFor(['npm']);
    rmSync(join(workplace.path, 'calls'));
    expect(runThere('npm', 'ci')).toMatchObject({ status: 126, stdout: '' });
  });
});
const shimsOf = shimsFor(['npm']).shims.path;

describe('what an order allows', () => {
  it.each([
    [['npx', 'prettier', '--write', 'a.md']],
    [['npx', '--no-install', 'prettier', '--check', '.']],
    [['npx', 'knip']],
    [['npm', 'exec', 'prettier', '.']],
    [['npm', 'run', 'publish']],
    [['supabase', 'db', 'reset']],
    [['supabase', 'db', 'push', '--linked']],
    [['psql', 'postgres://user@host:5432/db']],
    [['flyctl', 'secrets', 'import']],
    [['git', 'push', 'origin', 'main', '--dry-run', '--help']],
    [['git', 'push', '--follow-tags', '--porcelain', '--progress', '--help']],
    [['git', 'log', '--format=%h', '--', 'push']],
    [['git', '-C', '.', '-c', 'user.name=x', '--no-pager', 'version']],
    [['git', '--version']],
    [['git']],
    [['git', 'help', '-a']],
    [['git', 'send-pack', '--stateless-rpc', '--helper-status', '-h']],
    [['flyctl', 'volumes', 'list', '--app', 'rm-x']],
    [['flyctl', 'certs', 'remove', 'a.example.com']],
    [['gh', 'secret', 'set', 'KEY', '--app', 'dependabot']],
  ])('runs: %j', ([program = '', ...args]) => {
    const { stderr } = run(program, ...args);
    expect(stderr).not.toContain('prestage: ');
    expect(calls.every(({ refused }) => refused === undefined)).toBe(true);
  });

  it.each([
    ['not-these-words', ['npx', 'cowsay']],
    ['not-these-words', ['npx', '--package=cowsay', 'prettier']],
    ['not-these-words', ['npx', '-c', 'prettier']],
    ['not-these-words', ['npx', 'prettier@latest']],
    ['not-these-words', ['npx']],
    ['not-these-words', ['npm', 'exec', 'cowsay']],
    ['not-these-words', ['npm', 'x', '--', 'cowsay']],
    ['npm-create', ['npm', 'create', 'vite']],
    ['npm-publish', ['npm', '--quiet', 'publish']],
    ['supabase-reset', ['supabase', 'db', 'reset', '--linked', '--yes']],
    ['supabase-reset', ['supabase', '--linked', 'db', 'reset']],
    ['supabase-reset', ['supabase', 'db', 'reset', '--db-url=postgres://h/d']],
    ['supabase-reset', ['supabase', 'db', 'reset', '--linked=true']],
    ['git-force-push', ['git', 'push', '-4f', 'origin']],
    ['git-force-push', ['git', 'push', '-qf']],
    ['git-force-push', ['git', 'push', '--mirr', 'origin']],
    ['git-force-push', ['git', 'push', '--force-w', 'origin']],
    ['git-force-push', ['git', 'push', '--pru', 'origin']],
    ['git-force-push', ['git', '-c', 'remote.origin.push=+main', 'push']],
    ['git-force-push', ['git', '-c', 'remote.origin.mirror=true', 'push']],
    ['git-delete-remote', ['git', 'push', '--del', 'origin', 'x']],
    ['git-delete-remote', ['git', 'push', '-qd', 'origin', 'x']],
    ['git-plumbing', ['git', 'send-pack', '--force', '.', 'main']],
    ['git-plumbing', ['git', '-C', '.', 'http-push', 'https://h/x']],
    ['git-force-push', ['git', 'send-pack', '--stateless-rpc', '--force', '--stdin']],
    ['git-force-push', ['git', 'send-pack', '--stateless-rpc', 'https://h/x', '+main']],
    ['git-hooks', ['git', '-c', 'Alias.x=!ls', 'x']],
    ['git-hooks', ['git', '-c', 'CORE.HooksPath=x', 'commit']],
    ['git-hooks', ['git', '--config-env=alias.x=HOME', 'x']],
    ['git-hooks', ['git', '-c', 'include.path=x', 'status']],
    ['git-alias', ['git', 'pf', 'origin']],
    ['git-alias', ['git', '-C', '.', '--no-pager', 'pf']],
    ['gh-secret-argv', ['gh', 'secret', 'set', '-ub', 'value', 'KEY']],
    ['fly-destroy', ['flyctl', 'apps', 'rm', 'hotdash']],
    ['fly-destroy', ['flyctl', 'machines', 'remove', '1']],
    ['fly-destroy', ['flyctl', 'm', 'rm', '1']],
    ['fly-destroy', ['flyctl', 'vol', 'delete', '1']],
    ['supabase-password', ['supabase', 'link', '-p', 'hunter2']],
    ['password-in-url', ['psql', 'postgresql://user:hunter2@db.example.com:5432/postgres']],
    ['psql-password', ['psql', 'host=db.example.com password=hunter2']],
    ['fly-secrets-argv', ['flyctl', 'secrets', 'set', 'KEY=value']],
    ['fly-destroy', ['flyctl', 'apps', 'destroy', 'hotdash']],
    ['git-force-push', ['git', 'push', '--force']],
    ['git-force-push', ['git', '-C', '.', 'push', '-f', 'origin']],
    ['git-force-push', ['git', 'push', 'origin', '+main']],
    ['git-force-push', ['git', 'push', '--force-with-lease=main']],
    ['git-delete-remote', ['git', 'push', 'origin', ':main']],
    ['git-hooks', ['git', '-c', 'core.hooksPath=/tmp/x', 'commit']],
    ['password-in-url', ['git', 'clone', 'https://x-access-token:secret@github.com/a/b']],
    ['gh-secret-argv', ['gh', 'secret', 'set', 'KEY', '--body', 'value']],
    ['rg-pre', ['rg', '--pre', 'sh', 'x']],
    ['env-path', ['env', 'PATH=/usr/bin', 'curl']],
    ['env-password', ['env', 'PGPASSWORD=hunter2', 'psql']],
    ['token-on-argv', ['echo', ['gh', 'p_abcdefghij'].join('')]],
    ['not-allowed', ['curl', 'https://example.com']],
    ['not-allowed', ['python3', '-c', '1']],
    ['not-allowed', ['docker', 'ps']],
  ])('refuses (%s): %j', (id, [program = '', ...args]) => {
    const { status, stdout, stderr } = run(program, ...args);
    expect({ status, stdout }).toEqual({ status: 126, stdout: '' });
    expect(stderr).toMatch(/^prestage: .* was refused .*\n.+\n$/);
    expect(calls.at(-1)).toMatchObject({ program, args, refused: id });
  });

  it('is all that is on PATH', () => {
    expect(run('bash', '-c', 'no-such-tool')).toMatchObject({ status: 127 });
    expect(run('bash', '-c', 'type -P ps')).toMatchObject({ status: 1 });
  });

  it('holds for an action that needs the program too, and what the action alone needs is there for it', () => {
    const held = shimsFor(['npx prettier'], ['npx', 'psql']);
    expect(held.run('npx', 'cowsay').status).toBe(126);
    expect(held.run('psql', '-l').stdout).toBe('ran -l');
    expect(held.run('npm', 'exec', 'prettier').status).toBe(126);
  });

  it('limits nothing when it says nothing, and refuses what is never allowed all the same', () => {
    const free = shimsFor([], ['git']);
    expect(free.shims.programs.has('git')).toBe(true);
    expect(free.run('git', 'push', '--force').status).toBe(126);
    expect(free.run('curl').status).toBe(127);
  });
});

describe('words that a shim refuses', () => {
  it('are told without the shell too', () => {
    const word = fc.constantFrom(
      ...wordsIn(
        'push send-pack --stateless-rpc -f --force --forced +main main -4f -c log alias.x=!ls Core.hooksPath=x',
      ),
      ...wordsIn('--mirror -- -d :x x.y remote.origin.push=+a'),
      'a b\npush',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), (args) => {
        const { stdout } = spawnSync('sh', ['-c', shapeScript, 'git', ...args], { encoding: 'utf8' });
        expect(isOfRefusedWords('git', args)).toBe(stdout.includes('refused'));
      }),
      { numRuns: 80 },
    );
  });
});
/** The shapes of git that look for words, in the shell, and nothing else of its shim. */
const shapeScript = [
  '_prestage_refuse() { echo refused; exit; }',
  ...shapesOf('git').flatMap((shape) => (shape.groups === undefined ? [] : shapeTest(shape))),
].join('\n');

describe('git’s configuration by environment', () => {
  const env = { GIT_CONFIG_COUNT: '2', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'x' };
  const withEnv = (key: string, value: string, ...args: string[]) =>
    spawnSync(join(shimsFor(['git']).shims.path, 'git'), args, {
      cwd: place,
      encoding: 'utf8',
      env: { ...env, GIT_CONFIG_KEY_1: key, GIT_CONFIG_VALUE_1: value },
    });

  it.each([
    ['alias.status', '!ls'],
    ['Core.hooksPath', 'x'],
    ['core.sshCommand', 'x'],
    ['includeIf.gitdir:x.path', 'x'],
    ['remote.origin.push', '+main'],
    ['remote.origin.mirror', 'true'],
  ])('is refused where it changes what is called: %s', (key, value) => {
    const { status, stderr } = withEnv(key, value, 'version');
    expect(status).toBe(126);
    expect(stderr).toContain('git-config-env');
  });

  it('is refused as git hands it on', () => {
    const { status } = spawnSync(join(shimsFor(['git']).shims.path, 'git'), ['version'], {
      env: { GIT_CONFIG_PARAMETERS: "'user.name=x' 'alias.x'='!ls'" },
    });
    expect(status).toBe(126);
  });

  it('is left alone otherwise', () => {
    expect(withEnv('safe.directory', '*', 'version')).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('shims that somebody changes', () => {
  it('are named, once', () => {
    const { shims, workplace } = shimsFor(['npm']);
    expect(workplace.changedShims()).toEqual([]);
    execFileSync('chmod', ['755', shims.path]);
    writeFileSync(join(shims.path, 'curl2'), 'x');
    rmSync(join(shims.path, 'npm'));
    expect(workplace.changedShims()).toEqual(['curl2', 'npm']);
    expect(workplace.changedShims()).toEqual([]);
  });
});

describe('a line in the log', () => {
  it('never throws, whatever somebody writes there', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (fields) => {
        const call = readCall(fields.join('\u001F'), { now: new Date(0), uptime: 5 });
        expect(call === undefined || Number.isFinite(call.at.getTime())).toBe(true);
      }),
    );
  });
});
