import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Measurement } from '../../core/constraint.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { RunRecord } from '../../core/record.ts';
import { Secret } from '../../core/secret.ts';
import { verifyRun } from '../../evidence/verify.ts';
import { resume, wholeRun } from '../resume/testing/cut-run.ts';
import { start } from '../testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from '../testing/workspace.ts';
import { loadTrust } from '../trust.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.remove());

/** A direction whose tasks each run a script in bash. Its limits: bash and git, `out/`, 45 minutes, 3 files. */
function given(scripts: readonly string[], budget?: string, more: Record<string, string> = {}): TestWorkspace {
  const titles = scripts.map((_, index) => `Do ${index + 1}: \`notes/named.md\``);
  const text = direction(titles);
  const bindings = scripts.map(
    (script, index) => `  - task: "Do ${index + 1}:"\n    run: out.shell script=${JSON.stringify(script)}\n`,
  );
  workspace = createWorkspace({
    'launch.md': budget === undefined ? text : text.replace(/- \*\*Budget:.*/, `- **Budget:** ${budget}`),
    'launch.bindings.yaml': `tasks:\n${bindings.join('')}`,
    'other.md': 'as it was\n',
    'notes/named.md': 'as it was\n',
    ...more,
  });
  mkdirSync(join(workspace.root, 'out'));
  return workspace;
}

function measured({ measured: all = [] }: RunRecord): Record<string, Measurement> {
  return Object.fromEntries(all.map((each) => [each.limit, each]));
}

describe('a task within its limits', () => {
  it('is verified, and the account says what was used', async () => {
    const place = given(['echo made > out/a; echo noted > notes/named.md; git --version']);
    const { record, folder } = await start(place);
    expect(record.tasks[0]).toMatchObject({ verdict: 'verified' });
    const account = measured(record);
    expect(account['tools']?.actual).toMatch(/^bash 1; of the base git 1$/);
    expect(account['touched']?.actual).toBe('notes/named.md, out/a');
    expect(account['minutes']?.actual).toMatch(/^\d+ s of 45 minutes$/);
    expect(account['files']?.actual).toBe('2 of 3 files');
    expect(account['tokens']?.actual).toBe('0: no model ran');
    expect(record.measured?.some(({ exceeded }) => exceeded === true)).toBe(false);
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toContain('2 of 3 files');
    expect((await verifyRun(folder, await loadTrust(place.root, process.env))).findings).toEqual([]);
  });
});

describe('a task that goes over a limit fails, and says which', () => {
  it('a tool that is not allowed, though its refusal was swallowed', async () => {
    const { record } = await start(given(['curl -s https://example.com || true']));
    expect(record.tasks[0]).toMatchObject({ verdict: 'failed' });
    expect(record.tasks[0]?.reason).toBe('Allowed Tools (bash, git): curl -s https://example.com: refused');
    expect(record.tasks[0]?.fix).toContain('Allowed Tools');
    expect(measured(record)['tools']).toMatchObject({ exceeded: true, actual: 'bash 1; refused: curl 1' });
  });

  it('a path that was staged, and nothing written', async () => {
    const place = given(['true']);
    place.write('other.md', 'changed before the run\n');
    place.write(
      'launch.bindings.yaml',
      readFileSync(join(place.root, 'launch.bindings.yaml'), 'utf8').replace(/out\.shell.*/, 'out.stage path=other.md'),
    );
    const { record } = await start(place);
    expect(record.tasks[0]?.reason).toBe('Touched Directories (out/): staged or unstaged other.md');
  });

  it('a path that an action itself wrote', async () => {
    const place = given(['true']);
    place.write(
      'launch.bindings.yaml',
      readFileSync(join(place.root, 'launch.bindings.yaml'), 'utf8').replace(
        /out\.shell.*/,
        'out.write name=../stray.md',
      ),
    );
    const { record } = await start(place);
    expect(record.tasks[0]).toMatchObject({ verdict: 'failed', reason: 'Touched Directories (out/): wrote stray.md' });
    expect(record.tasks[0]?.fix).toContain('`rm stray.md`');
  });

  it('too many files, and only the task that went over', async () => {
    const { record } = await start(given(['touch out/a out/b', 'touch out/c out/d', 'true']));
    expect(record.tasks.map(({ verdict }) => verdict)).toEqual(['verified', 'failed', 'verified']);
    expect(record.tasks[1]?.reason).toBe(
      'Budget, files (≤ 3): 4 files were modified or staged: out/a, out/b, out/c, out/d',
    );
    expect(measured(record)['files']).toMatchObject({ actual: '4 of 3 files', exceeded: true });
  });

  it('too much time: what runs is ended with all that it started, and the rest fails untried', async () => {
    const place = given(['sleep 50 & echo $! > out/pid; sleep 60', 'touch out/later'], '≤ 0.03 minutes');
    const started = Date.now();
    const { record } = await start(place);
    expect(Date.now() - started).toBeLessThan(20_000);
    expect(record.tasks.map(({ verdict }) => verdict)).toEqual(['failed', 'failed']);
    expect(record.tasks[0]?.reason).toMatch(
      /^Budget, minutes \(≤ 0\.03\): \d s had passed, and what it ran was ended · /,
    );
    expect(record.tasks[1]?.reason).toMatch(/^the order’s 0\.03 minutes were over before it/);
    expect(existsSync(join(place.root, 'out/later'))).toBe(false);
    expect(measured(record)['minutes']).toMatchObject({ exceeded: true });
  });

  it('a known secret in a command line: the task is ended and the value is nowhere', async () => {
    const place = given(['sleep 0.2; bash -c "sleep 20" $CANARY']);
    const started = Date.now();
    const { record, folder } = await start(place, {
      secrets: [new Secret('CANARY', 'canary-1a2b3c4d')],
      childEnv: { PATH: process.env['PATH'] ?? '', CANARY: 'canary-1a2b3c4d' },
    });
    expect(Date.now() - started).toBeLessThan(15_000);
    expect(record.tasks[0]?.reason).toContain('bash was called with a secret in its command line; the task was ended');
    expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).not.toContain('canary-1a2b3c4d');
  });
});

describe.skipIf(spawnSync('unshare', ['-rm', 'true']).status !== 0)('needs unshare: a program of nobody', () => {
  it('is not executed, and the account says by whom', async () => {
    const { record } = await start(given(['echo exit > out/mine; chmod +x out/mine; out/mine']));
    expect(record.tasks[0]?.reason).toContain('exit 126: prestage: the sandbox of this run executes allowed tools');
  });
});

describe('the evidence of a run', () => {
  it('is watched: a file that somebody else put there fails the task', async () => {
    const place = given(['true']);
    place.write(
      'launch.bindings.yaml',
      readFileSync(join(place.root, 'launch.bindings.yaml'), 'utf8').replace(
        /out\.shell.*/,
        'out.forge name=files/1/forged.txt',
      ),
    );
    const { record } = await start(place);
    expect(record.tasks[0]?.reason).toContain(
      'somebody else wrote, changed or removed evidence of this run: files/1/forged.txt',
    );
  });

  it.each([
    ['leave', undefined],
    ['spoil', /^Touched Directories \(out\/\): wrote artifacts\/ops\/looks\/workspace\/\w+\.json$/],
  ])('counts no record that outlives it, unless somebody changes it: %s', async (after, reason) => {
    const place = given(['true']);
    place.write(
      'launch.bindings.yaml',
      readFileSync(join(place.root, 'launch.bindings.yaml'), 'utf8').replace(
        /out\.shell.*/,
        `out.archive after=${after}`,
      ),
    );
    const { record } = await start(place);
    expect(record.tasks[0]?.verdict).toBe(reason === undefined ? 'verified' : 'failed');
    expect(record.tasks[0]?.reason ?? '').toMatch(reason ?? /^$/);
    expect(measured(record)['files']?.actual).toBe(reason === undefined ? '0 of 3 files' : '1 of 3 files');
  });

  it('stops the run when its journal is gone', async () => {
    const place = given(['true', 'touch out/later']);
    place.write(
      'launch.bindings.yaml',
      readFileSync(join(place.root, 'launch.bindings.yaml'), 'utf8').replace(
        /out\.shell.*/,
        'out.forge name=journal.jsonl',
      ),
    );
    const failure = await start(place).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ data: { code: 'evidence.journal-lost' }, exitCode: 1 });
    expect(existsSync(join(place.root, 'out/later'))).toBe(false);
  });
});

describe('a run that is stopped', () => {
  it('ends what it runs, journals nothing after, and gives the reason', async () => {
    const place = given(['touch out/started; sleep 60', 'touch out/later']);
    const stop = new AbortController();
    const reason = new Failure(
      { code: 'cli.interrupted', what: 'Interrupted', why: 'asked', fix: 'Again.' },
      exitCodes.interrupted,
    );
    const run = start(place, { signal: stop.signal }).catch((error: unknown) => error);
    while (!existsSync(join(place.root, 'out/started'))) await setTimeout(20);
    const stopped = Date.now();
    stop.abort(reason);
    const failure = await run;
    expect(failure).toMatchObject({
      data: { code: 'run.stopped', why: 'Interrupted: asked' },
      exitCode: exitCodes.interrupted,
    });
    expect(failure).toMatchObject({ data: { fix: expect.stringContaining('prestage resume') } });
    expect(Date.now() - stopped).toBeLessThan(8_000);
    expect(existsSync(join(place.root, 'out/later'))).toBe(false);
    const [id] = readdirSync(join(place.root, 'artifacts/ops/runs'));
    const journal = readFileSync(join(place.root, 'artifacts/ops/runs', id ?? '', 'journal.jsonl'), 'utf8');
    expect(journal).toContain('task.started');
    expect(journal).not.toContain('task.settled');
  });
});

const timeIn = (record: RunRecord): string => measured(record)['minutes']?.actual ?? '';
const half = (work: string) => `if [ -e out/ready ]; then exit 0; fi; ${work}; touch out/ready; sleep 30`;
async function cutAndResumed(
  place: TestWorkspace,
  more: { withoutSandbox?: string } = {},
  meanwhile = (): void => {},
): Promise<RunRecord> {
  const stop = new AbortController();
  const cut = wholeRun(place, { ...more, signal: stop.signal }).catch((error: unknown) => error);
  await expect.poll(() => existsSync(join(place.root, 'out/ready'))).toBe(true);
  await setTimeout(1500);
  stop.abort(new Error('cut'));
  await cut;
  meanwhile();
  return (await resume(place, more)).record;
}

describe('a run that is cut in a task and goes on', () => {
  it('is held to what the task did before', async () => {
    const record = await cutAndResumed(given([half('touch out/1 out/2 out/3; echo changed > other.md')]), {
      withoutSandbox: 'a test',
    });
    expect(record.tasks[0]).toMatchObject({ verdict: 'failed' });
    expect(record.tasks[0]?.reason).toContain('Touched Directories (out/): ');
    expect(record.tasks[0]?.reason).toContain('other.md');
    expect(record.tasks[0]?.reason).toContain('Budget, files (≤ 3): 5 files');
    expect(measured(record)['files']).toMatchObject({ actual: '5 of 3 files', exceeded: true });
  });

  it('has used the time that it took', async () => {
    const record = await cutAndResumed(given([half('true'), 'echo noted > out/noted'], '≤ 45 minutes'));
    expect(record.tasks[1]).toMatchObject({ verdict: 'verified' });
    expect(measured(record)['tools']?.actual).toMatch(/^since it went on: /);
    const [, seconds] = /^(\d+) s of 45 minutes, without up to 5 s before a cut$/.exec(timeIn(record)) ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(2);
    expect(measured(record)['touched']?.actual).toBe('out/noted, out/ready');
  });

  it('has used what it had written down of its time when it was killed', async () => {
    const place = given([half('true'), 'echo noted > out/noted'], '≤ 45 minutes');
    const record = await cutAndResumed(place, {}, () => {
      const [kept = ''] = readdirSync(join(place.root, '.prestage/held')).filter((name) => name.endsWith('.minutes'));
      writeFileSync(join(place.root, '.prestage/held', kept), '46\n');
    });
    expect(record.tasks[1]?.reason).toMatch(/^the order’s 45 minutes were over before it/);
    expect(timeIn(record)).toMatch(/^46(?:\.\d)? minutes of 45 minutes, without/);
  });

  it('says so when nothing was written down', async () => {
    const place = given([half('true')], '≤ 45 minutes');
    const forget = (): void => rmSync(join(place.root, '.prestage/held'), { recursive: true });
    const record = await cutAndResumed(place, {}, forget);
    expect(timeIn(record)).toMatch(/ of 45 minutes, without what a cut task did after its last record$/);
  });
});
