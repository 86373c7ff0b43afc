import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorkspace, direction, type TestWorkspace } from '../../src/run/testing/workspace.ts';
import { hasNamespaces } from '../e2e/namespace.ts';

let workspace: TestWorkspace;
let running: ChildProcess | undefined;
/** No other process of this machine sleeps for just as long. */
let sleeps: number;

/** A direction whose one task runs a script that starts a program in the background, one in a session of its own, and waits. */
beforeEach(() => {
  sleeps = 1_000_000 + Math.floor(Math.random() * 1_000_000);
  const escape = `require("node:child_process").spawn("sleep", ["${sleeps}"], { detached: true, stdio: "ignore" }).unref()`;
  workspace = createWorkspace({
    'prestage.config.ts': `export default { rehearse: ['launch.md'] };\n`,
    'launch.md': direction(['Confirm `npm run wait`.'], ['All is done.']).replace(
      '`bash`, `git`',
      '`bash`, `git`, `npm`, `node`',
    ),
    'launch.bindings.yaml': 'tasks:\n  - task: Confirm\n    run: checks.run scripts=wait\n',
    'package.json': JSON.stringify({ name: 'w', scripts: { wait: 'bash wait.sh' } }),
    'wait.sh': `node -e '${escape}'\nsleep ${sleeps} &\nsleep ${sleeps}\n`,
    '.gitignore': '.prestage/\nnode_modules\n',
  });
  symlinkSync(resolve('node_modules'), join(workspace.root, 'node_modules'));
});
afterEach(() => {
  running?.kill('SIGKILL');
  workspace.remove();
});

function rehearse(): {
  readonly process: ChildProcess;
  readonly ended: Promise<{ code: number | null; words: string }>;
} {
  const child = spawn(process.execPath, [resolve('src/cli/bin.ts'), 'rehearse'], {
    cwd: workspace.root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const ended = new Promise<{ code: number | null; words: string }>((done) =>
    child.on('close', (code) => done({ code, words })),
  );
  return { process: child, ended };
}

function sleepers(): number {
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  return processes.filter((line) => line.trim() === `sleep ${sleeps}` || line.trim().endsWith(`/sleep ${sleeps}`))
    .length;
}

async function until(holds: () => boolean, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await setTimeout(50)) if (holds()) return true;
  return holds();
}

function journal(): string {
  const rehearsals = join(workspace.root, '.prestage/rehearsals');
  const [id = ''] = readdirSync(rehearsals);
  const runs = join(rehearsals, id, 'workspace/artifacts/ops/runs');
  const [run = ''] = existsSync(runs) ? readdirSync(runs) : [];
  return readFileSync(join(runs, run, 'journal.jsonl'), 'utf8');
}

describe('Ctrl-C', () => {
  it('ends all that a run started, the background and other sessions too, before it leaves with 130', async () => {
    const { process, ended } = rehearse();
    expect(await until(() => sleepers() === 3, 30_000)).toBe(true);
    process.kill('SIGINT');
    const { code, words } = await ended;
    expect({ code, left: sleepers() }).toEqual({ code: 130, left: 0 });
    expect(words).toContain('Prestage was asked to stop');
    expect(journal()).toContain('task.started');
    expect(journal()).not.toContain('task.settled');
  }, 60_000);
});

describe.runIf(hasNamespaces)('needs unshare: a run that is killed', () => {
  it('takes with it all that it started', async () => {
    const { process, ended } = rehearse();
    expect(await until(() => sleepers() === 3, 30_000)).toBe(true);
    process.kill('SIGKILL');
    await ended;
    expect(await until(() => sleepers() === 0, 5_000)).toBe(true);
  }, 60_000);
});
