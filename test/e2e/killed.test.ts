import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { seeded } from '../contract/crash/points.ts';
import { useClone, type Clone } from './clone.ts';
import { devops, order } from './expected.ts';
import { prestage, said } from './prestage.ts';

const minutes = 60_000;
/** Another seed takes other moments. */
const seed = 20_261_125;

const runsOf = ({ workspace }: Clone): string => join(workspace, 'artifacts/ops/runs');

function newestRun(clone: Clone): string | undefined {
  return existsSync(runsOf(clone)) ? readdirSync(runsOf(clone)).toSorted().at(-1) : undefined;
}

/** How many lines the newest run's journal has by now. */
function linesOf(clone: Clone): number {
  const path = join(runsOf(clone), newestRun(clone) ?? '', 'journal.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** What a person does after a kill: again, where its children are still on their way out. */
async function resumed(clone: Clone): Promise<string> {
  for (;;) {
    const words = said(await prestage(clone, 'resume', newestRun(clone) ?? ''));
    if (!words.includes('still-at-work')) return words;
    await setTimeout(200);
  }
}

/** Starts `prestage …` and kills it, and nothing else, once its journal has so many lines. Gives whether it came so far. */
async function killedAt(clone: Clone, lines: number, ...args: readonly string[]): Promise<boolean> {
  const words = [join(clone.root, 'src/cli/bin.ts'), ...args, '--workspace', clone.workspace];
  const env = { PATH: process.env['PATH'], HOME: clone.root, TMPDIR: process.env['TMPDIR'] };
  const child = spawn(process.execPath, words, { cwd: clone.root, env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  while (child.exitCode === null && linesOf(clone) < lines) await setTimeout(5);
  child.kill('SIGKILL');
  await ended;
  return child.signalCode === 'SIGKILL';
}

/** What is left of the workspace, but for times. */
function stateOf(clone: Clone) {
  return {
    direction: readFileSync(join(clone.workspace, devops), 'utf8'),
    staged: clone.git('diff', '--cached', '--name-only').trim(),
    changed: clone.git('status', '--porcelain', '--', 'examples/hotdash/docs', 'examples/hotdash/feedback').trim(),
  };
}

function reset(clone: Clone): void {
  clone.git('reset', '--quiet', '--hard');
  clone.git('clean', '--quiet', '-fd', 'examples/hotdash');
}

describe('the order of the example, run live and killed', () => {
  const clone = useClone();

  test(`ends as if nobody had killed it (seed ${seed})`, { timeout: 8 * minutes }, async () => {
    expect((await prestage(clone(), 'keys', 'new', 'runner', '--role', 'run')).code).toBe(0);
    clone().git('add', '--all');
    clone().git('commit', '--quiet', '--message', 'A key to run with');
    const whole = await prestage(clone(), 'run', order);
    expect([whole.code, said(whole)]).toEqual([0, expect.stringContaining('everything is verified')]);
    const [reference, lines] = [stateOf(clone()), linesOf(clone())];

    const random = seeded(seed);
    for (let kill = 0; kill < 3; kill += 1) {
      reset(clone());
      const at = 2 + Math.floor(random() * (lines - 3));
      const again = 2 + Math.floor(random() * (lines - 3));
      expect({ at, killed: await killedAt(clone(), at, 'run', order) }).toEqual({ at, killed: true });
      await killedAt(clone(), at + again, 'resume', newestRun(clone()) ?? '');
      expect(await resumed(clone())).toMatch(/everything is verified|resume\.closed/);
      expect({ at, ...stateOf(clone()) }).toEqual({ at, ...reference });
      const verified = await prestage(clone(), 'evidence', 'verify');
      expect({ at, code: verified.code }).toEqual({ at, code: 0 });
    }
  });
});
