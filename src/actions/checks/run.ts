import picomatch from 'picomatch';
import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { nearestName } from '../../core/nearest.ts';
import { worstOf } from '../../core/verdict.ts';
import { createGit } from '../../services/git/client.ts';
import { runScript } from '../../services/npm/argv.ts';
import { count, listOfWords } from '../inputs.ts';
import { logOf, plainName } from './log.ts';
import { scriptsOf } from './manifest.ts';
import { doesNothing, judgeScript, type ScriptResult } from './script.ts';

const input = z.strictObject({
  scripts: listOfWords.describe("names of the workspace's npm scripts"),
  branch: z
    .string()
    .min(1)
    .optional()
    .describe('what the checked-out branch must match: a glob, or a regular expression when it begins with ^'),
  minutes: count.default(20).describe('after which one script is ended'),
});

export const checksRun = defineCheck({
  id: 'checks.run',
  summary: "Run the workspace's npm scripts and read their results",
  input,
  effects: 'none',
  needs: { tools: ['npm', 'git'] },
  recognises: [/\bnpm (?:run [\w:.-]+|test)\b.*\bpass/i, /\bconfirm\b.*\bnpm (?:run|test)\b/i],
  reads: ({ text }) => ({
    scripts: [...text.matchAll(/\bnpm (?:run ([\w:.-]*\w)|(test)\b)/g)].map(([, script, test]) => script ?? test ?? ''),
  }),

  async check(context, { scripts, branch, minutes }) {
    const wrongBranch = await faultOfBranch(context, branch);
    if (wrongBranch !== undefined)
      return {
        verdict: 'failed',
        reason: wrongBranch,
        fix: 'Check out the branch that it is about: `git switch BRANCH`.',
      };
    const known = await scriptsOf(context.root);
    const results: ScriptResult[] = [];
    for (const script of scripts) results.push(await resultOf(context, script, known, minutes));
    return sumUp(scripts, results);
  },
});

/** A detached HEAD is on no branch and matches none: that is what CI checks out for a pull request. */
async function faultOfBranch(context: ActionContext, pattern: string | undefined): Promise<string | undefined> {
  if (pattern === undefined) return undefined;
  const branch = await createGit(context.exec).branch();
  if (branch === undefined) return `HEAD is detached: it is on no branch that could match ${pattern}`;
  return matcherOf(pattern)(branch) ? undefined : `the branch is ${branch}, which does not match ${pattern}`;
}

function matcherOf(pattern: string): (branch: string) => boolean {
  if (!pattern.startsWith('^')) return picomatch(pattern, { dot: true });
  try {
    const expression = new RegExp(pattern);
    return (branch) => expression.test(branch);
  } catch (error) {
    throw new Failure({
      code: 'checks.bad-pattern',
      what: `Cannot read the branch pattern ${pattern}`,
      why: error instanceof Error ? error.message : 'it is no regular expression',
      fix: 'Write a glob such as `manager-batch-*`, or a regular expression that begins with ^.',
    });
  }
}

async function resultOf(
  context: ActionContext,
  script: string,
  scripts: Readonly<Record<string, string>>,
  minutes: number,
): Promise<ScriptResult> {
  const body = scripts[script];
  if (body === undefined) return missing(script, Object.keys(scripts).toSorted());
  return doesNothing(body) ? empty(script, body) : runOne(context, script, minutes);
}

/** It would pass, and prove nothing. */
function empty(script: string, body: string): ScriptResult {
  return {
    verdict: 'unknown',
    reason: `${script} is \`${body}\`, which does nothing`,
    fix: `Let ${script} in package.json do what its name says.`,
    suite: { name: script, result: 'WARNED', passed: [], failed: [] },
    facts: { body },
  };
}

function missing(script: string, known: readonly string[]): ScriptResult {
  const near = nearestName(script, known);
  const hint = near === undefined ? `it has ${known.join(', ') || 'none'}` : `did you mean ${near}?`;
  return {
    verdict: 'failed',
    reason: `package.json has no script ${script}: ${hint}`,
    fix: `Add it: \`npm pkg set scripts.${script}="…"\`; or name one that is there in \`scripts=\`.`,
    suite: { name: script, result: 'FAILED', passed: [], failed: [script] },
    facts: { missing: true },
  };
}

async function runOne(context: ActionContext, script: string, minutes: number): Promise<ScriptResult> {
  context.say(`npm run ${script}`);
  const result = await context.exec(runScript(script, minutes * 60_000));
  await context.keep(`${plainName(script)}.log`, logOf(result));
  return judgeScript(script, result);
}

function sumUp(scripts: readonly string[], results: readonly ScriptResult[]): Outcome {
  const verdicts = results.map(({ verdict }) => verdict);
  const worst = worstOf(verdicts);
  const reasons = results.map(({ reason }) => reason).filter((reason) => reason !== undefined);
  return {
    verdict: worst === 'verified' || worst === 'failed' ? worst : 'unknown',
    ...(reasons.length === 0 ? {} : { reason: reasons.join('; ') }),
    ...fixOf(results.find((each) => each.verdict === worst)),
    facts: Object.fromEntries(scripts.map((script, index) => [script, results[index]?.facts ?? null])),
    suites: results.map(({ suite }) => suite),
  };
}

/** One thing at a time: what the worst of them wants. */
function fixOf(worst: ScriptResult | undefined): Pick<Outcome, 'fix'> {
  return worst?.fix === undefined ? {} : { fix: worst.fix };
}
