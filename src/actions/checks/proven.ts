import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { defineCheck, type Outcome } from '../../core/action.ts';
import { worstOf } from '../../core/verdict.ts';
import { ownFiles } from '../../services/git/own-files.ts';
import { runScriptIn } from '../../services/npm/argv.ts';
import { count, listOfWords } from '../inputs.ts';
import { logOf, plainName } from './log.ts';
import { scriptsOf } from './manifest.ts';
import { withCopy } from './prove/copy.ts';
import { judge, type Judged, type Trial } from './prove/judge.ts';
import { leavesOf } from './prove/leaves.ts';
import { plantsOf, type Plant } from './prove/plants.ts';

const input = z.strictObject({
  scripts: listOfWords.describe("names of the workspace's npm scripts"),
  minutes: count.default(20).describe('after which one script is ended'),
});

/** A script that cannot fail proves nothing by passing. */
export const checksProven = defineCheck({
  id: 'checks.proven',
  summary: 'Plant in a throw-away copy what npm scripts must find, and see each of them turn red',
  input,
  effects: 'none',
  needs: { tools: ['npm', 'git'] },
  recognises: [/\bnpm run [\w:.-]+\b.*\b(?:can|able to) fail/i],
  reads: ({ text }) => ({ scripts: [...text.matchAll(/\bnpm run ([\w:.-]*\w)/g)].map(([, script]) => script ?? '') }),

  async check(context, { scripts, minutes }) {
    const known = await scriptsOf(context.root);
    const files = await ownFiles(context.exec);
    const trials = scripts.map((script) => trialOf(script, known, files));
    const plants = onceEach(trials.flatMap((trial) => trial.plants));
    const judged = await withCopy(context, { files, plants }, async (folder) => {
      const results = await Promise.all(
        trials.map(async ({ script, plants: own }) =>
          own.length === 0 ? undefined : context.exec(runScriptIn(folder, script, minutes * 60_000)),
        ),
      );
      for (const [n, result] of results.entries())
        if (result !== undefined) await context.keep(`planted-${plainName(scripts[n] ?? '')}.log`, logOf(result));
      const changed = await changedIn(folder, plants);
      return trials.map((trial, n) => judge(trial, results[n], changed));
    });
    return sumUp(judged);
  },
});

function trialOf(script: string, known: Readonly<Record<string, string>>, files: readonly string[]): Trial {
  const leaves = leavesOf(script, known);
  const leaf = leaves.find(({ kind }) => kind !== undefined);
  return { script, leaves, leaf, plants: leaf === undefined ? [] : plantsOf(leaf, files) };
}

function onceEach(plants: readonly Plant[]): readonly Plant[] {
  return [...new Map(plants.map((plant) => [plant.path, plant])).values()];
}

async function changedIn(folder: string, plants: readonly Plant[]): Promise<readonly Plant[]> {
  const now = await Promise.all(plants.map(({ path }) => readFile(join(folder, path), 'utf8').catch(() => undefined)));
  return plants.filter(({ text }, n) => now[n] !== text);
}

function sumUp(judged: readonly Judged[]): Outcome {
  const worst = worstOf(judged.map(({ verdict }) => verdict));
  const reasons = judged.flatMap(({ reason }) => reason ?? []);
  const fix = judged.find(({ verdict }) => verdict === worst)?.fix;
  return {
    verdict: worst === 'verified' || worst === 'failed' ? worst : 'unknown',
    ...(reasons.length === 0 ? {} : { reason: reasons.join('; ') }),
    ...(fix === undefined ? {} : { fix }),
    facts: Object.fromEntries(
      judged.map(({ script, planted, verdict }) => [script, { planted, found: verdict === 'verified' }]),
    ),
    suites: [
      {
        name: 'able to fail',
        result: worst === 'verified' ? 'PASSED' : worst === 'failed' ? 'FAILED' : 'WARNED',
        passed: judged.filter(({ verdict }) => verdict === 'verified').map(({ script }) => script),
        failed: judged.filter(({ verdict }) => verdict === 'failed').map(({ script }) => script),
      },
    ],
  };
}
