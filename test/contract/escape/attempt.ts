import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { defineCheck, type Catalogue } from '../../../src/core/action.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';
import { breachWords } from '../../../src/run/constraints/words.ts';
import { holdConstraints } from '../../../src/run/constraints/hold.ts';
import { createRunFolder, type RunFolder } from '../../../src/run/folder.ts';
import { openJournal, type Journal } from '../../../src/run/journal.ts';
import { findProgram } from '../../../src/services/process/find-program.ts';
import { createExec } from '../../../src/services/process/exec.ts';
import { z } from 'zod';
import type { Try } from './tries/try.ts';

/** What came of a try: whether its effect is there, and every word that the task and the account say. */
export interface Attempted {
  readonly worked: boolean;
  readonly said: string;
  /** The part of it that says how limits are held, whatever was done. */
  readonly always: string;
  /** Of the child, for whoever looks why. */
  readonly printed: string;
  /** Whether a sandbox was used. */
  readonly sandboxed: boolean;
}

const catalogue: Catalogue = {
  ids: ['try.it'],
  load: async () =>
    defineCheck({
      id: 'try.it',
      summary: '',
      effects: 'none',
      needs: {},
      recognises: [],
      input: z.strictObject({}),
      check: async () => ({ verdict: 'verified' }),
    }),
};

const tools = ['bash', 'node', 'npm', 'npx prettier', 'git', 'supabase', 'pg_dump'];

/** Where a try is made: as the child of a task that may touch `out/`, with or without a sandbox; or where nothing holds it. */
export type Hold = 'sandbox' | 'bare' | 'free';

/** Tries it in a workspace of its own. */
export async function attempt(one: Try, hold: Hold): Promise<Attempted> {
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'prestage-escape-')));
  const server = await listen();
  let journal: Journal | undefined;
  try {
    const root = furnish(place);
    const created = createRunFolder(root, 'now');
    journal = openJournal(join(created.absolute, 'journal.jsonl'), systemClock);
    journal.append({ kind: 'task.started', number: '1', title: 'Try it' });
    let before = '';
    const look = (): void => {
      before = stateOf(one.effect, place, server);
    };
    const { said, always, printed, sandboxed } = await (hold === 'free' ? free : held)(
      one,
      { place, root, url: server.url, look, folder: created, journal },
      hold,
    );
    // What was left running would show itself by then.
    if (one.effect === 'out/late') await setTimeout(3_500);
    return { worked: stateOf(one.effect, place, server) !== before, said, always, printed, sandboxed };
  } finally {
    journal?.close();
    server.close();
    rmSync(place, { recursive: true, force: true });
  }
}

interface Place {
  readonly place: string;
  readonly root: string;
  readonly url: string;
  readonly folder: RunFolder;
  readonly journal: Journal;
  /** Called right before the try. */
  readonly look: () => void;
}

async function held({ script, live }: Try, { place, root, url, look, folder, journal }: Place, how: Hold) {
  const redactor = createRedactor([canary]);
  const childEnv = environment(place);
  const exec = createExec({ root, env: childEnv, redactor, clock: systemClock });
  const step = { action: 'try.it', input: {}, line: 1 };
  const constraints = await holdConstraints({
    root,
    rehearsal: live !== true,
    constraints: {
      allowedTools: tools.map((each) => ({ words: each.split(' ') })),
      touched: ['out/'],
      budget: {},
      guardrails: [],
      other: [],
    },
    catalogue,
    folder,
    journal,
    childEnv,
    temporary: childEnv.TMPDIR,
    redactor,
    clock: systemClock,
    exec,
    vaults: [join(root, 'vault')],
    minutesBefore: 0,
    run: 'escape',
    resumed: false,
    cutInTask: false,
    ...(how === 'bare' ? { withoutSandbox: 'this test has none' } : {}),
  });
  try {
    const hold = await constraints.begin({ number: '1', steps: [step] });
    const env = variables(place, url);
    look();
    const result = await hold.execFor(step)({ program: 'bash', args: ['-c', script], env, timeoutMs: 20_000 });
    const breaches = await hold.end().catch((error: unknown) => {
      if (error instanceof Failure)
        return [{ limit: 'touched' as const, stated: '', actual: error.data.what, fix: '' }];
      throw error;
    });
    const account = await constraints.account();
    const said = [
      ...breaches.map(breachWords),
      ...account.map(({ actual, enforced }) => `${actual} · ${enforced}`),
    ].join('\n');
    const always = account.map(({ enforced }) => enforced).join('\n');
    return { said, always, printed: `${result.stdout}${result.stderr}`, sandboxed: !said.includes('not enforced') };
  } finally {
    constraints.close();
  }
}

/** The same, and nobody looks. */
async function free({ script }: Try, { place, root, url, look }: Place) {
  const exec = createExec({ root, env: environment(place), redactor: createRedactor([]), clock: systemClock });
  look();
  const { stdout, stderr } = await exec({
    program: 'bash',
    args: ['-c', script],
    env: variables(place, url),
    timeoutMs: 20_000,
  });
  return { said: '', always: '', printed: `${stdout}${stderr}`, sandboxed: false };
}

const canary = new Secret('CANARY', 'canary-5d41402abc4b');

function environment(place: string) {
  const path = `${join(place, 'tools')}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
  return { PATH: path, HOME: join(place, 'home'), TMPDIR: join(place, 'tmp') };
}

function variables(place: string, url: string) {
  const paths = {
    FORBIDDEN: join(place, 'tools/forbidden'),
    OUTSIDE: join(place, 'outside'),
    REAL_PATH: environment(place).PATH,
    GIT: realpathSync(findProgram('git', environment(place)) ?? place),
    NPM: realpathSync(findProgram('npm', environment(place)) ?? place),
  };
  return { ...paths, SERVER: url, CANARY: canary };
}

/** A workspace with a repository, packages and evidence; beside it a forbidden tool, a home, and a folder that is not ours. */
function furnish(place: string): string {
  const root = join(place, 'workspace');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  };
  const program = (path: string, script: string): void => {
    write(path, `#!/bin/sh\n${script}\n`);
    chmodSync(join(place, path), 0o755);
  };
  for (const folder of [
    'home',
    'tmp',
    'tools',
    'outside/modules',
    'workspace/out',
    'workspace/node_modules/.bin',
    'workspace/ignored',
  ])
    mkdirSync(join(place, folder), { recursive: true });
  copyFileSync(execFileSync('which', ['tee'], { encoding: 'utf8' }).trim(), join(place, 'tools/forbidden'));
  copyFileSync(join(place, 'tools/forbidden'), join(place, 'tools/pg_dump'));
  execFileSync('git', ['init', '--quiet', '--bare', join(place, 'outside/remote.git')]);
  program('tools/supabase', 'echo ran > out/ran');
  program('tools/busybox', 'exec "$@"');
  program('workspace/bin/own', 'exec tee "$@"');
  program('workspace/node_modules/.bin/escapee', 'exec tee "$@"');
  program('workspace/node_modules/fly/cli.sh', 'echo ran > out/ran');
  write(
    'workspace/node_modules/vercel/cli.js',
    "#!/usr/bin/env node\nrequire('node:fs').writeFileSync('out/ran', 'ran');\n",
  );
  chmodSync(join(place, 'workspace/node_modules/vercel/cli.js'), 0o755);
  program('workspace/node_modules/supabase/cli.sh', 'echo ran > out/ran');
  for (const [name, target] of [
    ['flyctl', '../fly/cli.sh'],
    ['supabase', '../supabase/cli.sh'],
    ['vercel', '../vercel/cli.js'],
  ] as const)
    symlinkSync(target, join(place, 'workspace/node_modules/.bin', name));
  mkdirSync(join(place, 'workspace/node_modules/@fly/linux/bin'), { recursive: true });
  copyFileSync(join(place, 'tools/forbidden'), join(place, 'workspace/node_modules/@fly/linux/bin/flyctl'));
  write('home/.fly/config.yml', 'access_token: theirs');
  program('outside/package/run.sh', 'echo ran > out/ran');
  write('outside/package/package.json', JSON.stringify({ name: 'prettier', version: '9.9.9', bin: 'run.sh' }));
  write('workspace/other.md', 'as it was\n');
  write('workspace/ignored/cache', 'old');
  const scripts = {
    escape: 'echo ran | forbidden out/ran',
    fly: 'flyctl apps list',
    reset: 'supabase db reset --linked',
  };
  write('workspace/package.json', JSON.stringify({ name: 'w', scripts }));
  write('workspace/vault/token_production.env', 'TOKEN=theirs\n');
  write('workspace/.gitignore', 'ignored\nnode_modules\nmodules\nout\n.prestage\nvault\n');
  write('workspace/.prestage/keys/runner.pem', 'private');
  write('workspace/artifacts/ops/runs/before/journal.jsonl', '{}\n');
  symlinkSync(join(place, 'outside/modules'), join(root, 'modules'));
  const git = (...args: string[]): unknown => execFileSync('git', ['-C', root, ...args]);
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@localhost');
  program('workspace/.git/hooks/pre-push', '[ -z "$PRE_PUSH" ] || sh -c "$PRE_PUSH"');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'as it was');
  write('workspace/untracked.md', 'new\n');
  return root;
}

/** What the effect of a try would change. */
function stateOf(effect: string, place: string, server: { readonly requests: () => number }): string {
  const [, kind = 'workspace', path = ''] = /^(?:(outside|home|mode|staged):)?(.*)$/.exec(effect) ?? [];
  if (path === 'request') return String(server.requests());
  if (kind === 'staged')
    return execFileSync('git', ['-C', join(place, 'workspace'), 'diff', '--cached', '--name-only'], {
      encoding: 'utf8',
    });
  const absolute = join(place, kind === 'mode' ? 'workspace' : kind, path);
  if (!existsSync(absolute)) return 'not there';
  return kind === 'mode' ? String(statSync(absolute).mode) : readFileSync(absolute, 'utf8');
}

async function listen(): Promise<{
  readonly url: string;
  readonly requests: () => number;
  readonly close: () => void;
}> {
  let requests = 0;
  const server: Server = createServer((_, response) => {
    requests += 1;
    response.end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, requests: () => requests, close: () => server.close() };
}
