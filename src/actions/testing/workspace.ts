import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import type { Action, ActionContext, EvidenceFile, Outcome, Plan } from '../../core/action.ts';
import { systemClock } from '../../core/clock.ts';
import { succeeded, type Exec } from '../../core/command.ts';
import { Secret } from '../../core/secret.ts';
import { digestOf } from '../../services/files/digest.ts';
import { createExec } from '../../services/process/exec.ts';
import { literalRedactor } from '../../services/testing/redactor.ts';

/** A workspace in a temporary folder, with a git repository of its own and nothing made up. */
export interface TestWorkspace {
  readonly root: string;
  readonly exec: Exec;
  /** What was kept as evidence, by name. */
  readonly kept: Map<string, string>;
  context(more?: Partial<ActionContext>): ActionContext;
  put(path: string, text: string): Promise<void>;
  text(path: string): Promise<string>;
  /** Fails the test when git fails. */
  git(...args: string[]): Promise<string>;
  commit(): Promise<void>;
  remove(): Promise<void>;
}

export async function createWorkspace(files: Readonly<Record<string, string>> = {}): Promise<TestWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'prestage-actions-'));
  const exec = createExec({ root, env: environment(), redactor: literalRedactor(), clock: systemClock });
  const kept = new Map<string, string>();
  const put = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  const git = async (...args: string[]) => {
    const result = await exec({ program: 'git', args });
    if (!succeeded(result)) throw new Error(`${result.command}: ${result.stderr}`);
    return result.stdout;
  };
  const commit = async () => {
    await git('add', '--all');
    await git('commit', '--quiet', '--allow-empty', '-m', 'a commit');
  };
  await git('init', '--quiet', '--initial-branch=main');
  await git('config', 'user.email', 'a@example.com');
  await git('config', 'user.name', 'A');
  await symlink(join(import.meta.dirname, '../../../node_modules'), join(root, 'node_modules'));
  await put('.gitignore', 'node_modules\n');
  for (const [path, text] of Object.entries(files)) await put(path, text);
  await commit();
  return {
    root,
    exec,
    kept,
    context: (more = {}) => ({ ...plainContext(root, exec, kept), ...more }),
    put,
    text: (path) => readFile(join(root, path), 'utf8'),
    git,
    commit,
    remove: () => rm(root, { recursive: true }),
  };
}

function environment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG'];
  const given = names.map((name): [string, string | undefined] => [name, env[name]]);
  return { ...Object.fromEntries(given.filter((pair): pair is [string, string] => pair[1] !== undefined)), CI: '1' };
}

function plainContext(root: string, exec: Exec, kept: Map<string, string>): ActionContext {
  return {
    root,
    mode: 'rehearsal',
    clock: { now: () => new Date('2025-10-17T04:00:00Z') },
    exec,
    settings: () => undefined,
    secret: async ({ secret }) => new Secret(secret, `test value of ${secret}`),
    database: async () => Promise.reject(new Error('this test has no database')),
    scratch: async () => Promise.reject(new Error('this test has no scratch database')),
    keep: async (name, content): Promise<EvidenceFile> => {
      kept.set(name, typeof content === 'string' ? content : Buffer.from(content).toString());
      return { path: `files/${name}`, sha256: digestOf(content), bytes: Buffer.byteLength(content) };
    },
    locate: (url) => ({ url }),
    archive: async (area, { content }) => {
      const text = JSON.stringify(content);
      kept.set(area, text);
      return { path: `artifacts/ops/${area}/latest.json`, sha256: digestOf(text), bytes: Buffer.byteLength(text) };
    },
    redact: (text) => text,
    say: () => undefined,
  };
}

export async function check(action: Action, context: ActionContext, input: unknown): Promise<Outcome> {
  if (action.effects !== 'none') throw new Error(`${action.id} is no check`);
  return await action.check(context, action.input.parse(input));
}

export async function plan(action: Action, context: ActionContext, input: unknown): Promise<Plan> {
  if (action.effects === 'none') throw new Error(`${action.id} has no plan`);
  return await action.plan(context, action.input.parse(input));
}

/** Plans, applies and verifies as a run does; `sabotage` happens between the last two. */
export async function perform(
  action: Action,
  context: ActionContext,
  input: unknown,
  sabotage: () => Promise<unknown> = () => Promise.resolve(),
): Promise<{ plan: Plan; outcome: Outcome }> {
  if (action.effects === 'none') throw new Error(`${action.id} has no plan`);
  const parsed = action.input.parse(input);
  // A plan is plain data: it may be written down and read back before it is applied.
  const planned: Plan = JSON.parse(JSON.stringify(await action.plan(context, parsed)));
  await action.apply(context, parsed, planned);
  await sabotage();
  return { plan: planned, outcome: await action.verify(context, parsed, planned) };
}
