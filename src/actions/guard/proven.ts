import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { readText, readTextIfThere } from '../../services/files/read.ts';
import type { GitRange } from '../../services/git/range.ts';
import { readOrderText } from '../direction-file.ts';
import { workspacePath } from '../inputs.ts';
import { judge } from './judge.ts';
import { loadSubject } from './load.ts';
import { readPolicy } from './policy/read.ts';
import { policyFile, type Policy } from './policy/schema.ts';
import { plantsFor, sampleOf, type Plant } from './prove/plants.ts';
import { withPlanted } from './prove/repository.ts';
import { workflowFault } from './prove/workflow.ts';
import { resolveRange } from './range/resolve.ts';
import { matchBranch } from './rules/branch.ts';
import { orderPath } from './work-order.ts';

const input = z.strictObject({
  branch: z.string().min(1).describe('the name of a branch under an order, which the plants are brought by'),
  workflow: workspacePath.default('.github/workflows/check-ci-guardrails.yml').describe('the workflow that guards'),
  text: z.string().min(1).default('Fixes #1').describe('a text of a pull request that names an issue'),
});

/** A guard that cannot fail is worse than none. */
export const guardProven = defineCheck({
  id: 'guard.proven',
  summary: 'Plant a violation of every rule of the policy in a throw-away repository, and see each one found',
  input,
  effects: 'none',
  needs: { tools: ['git'] },
  recognises: [/\bCI guard\b/i],

  async check(context, { branch, workflow, text }) {
    const policyText = await readText(context.root, policyFile);
    const ground = await groundOf(context, readPolicy(policyText), branch);
    const plants = plantsFor({ ...ground, policyText });
    const base = { ref: 'refs/heads/base', message: 'base', files: { ...ground.base, [policyFile]: policyText } };
    const commits = plants.map(({ files, message = 'planted' }, n) => ({
      ref: refOf(n),
      from: base.ref,
      message,
      files,
    }));
    const results = await withPlanted(context, [base, ...commits], async (git) => {
      const found: Result[] = [];
      for (const [n, plant] of plants.entries()) {
        const rules = await rulesFound(git, plant, { ref: refOf(n), branch, body: text, now: context.clock.now() });
        found.push({ plant, rules });
      }
      return found;
    });
    const fault = workflowFault(await readText(context.root, workflow));
    return sumUp(results, fault === undefined ? undefined : `${workflow}: ${fault}`);
  },
});

interface Result {
  readonly plant: Plant;
  readonly rules: readonly string[];
}

function refOf(n: number): string {
  return `refs/heads/plant-${n}`;
}

async function groundOf(context: ActionContext, policy: Policy, branch: string) {
  const matched = matchBranch(policy, branch);
  const path = matched === undefined ? undefined : orderPath(matched.rule, matched.groups);
  const text = path === undefined ? undefined : await readTextIfThere(context.root, path);
  const order = text === undefined || path === undefined ? undefined : readOrderText(text, path);
  const [touched] = [...(order?.constraints.touched ?? []), ...(matched?.rule.paths ?? [])];
  if (path === undefined || text === undefined || touched === undefined) throw noGround(branch, path);
  const place = sampleOf(touched).replace(/\.[a-z]+$/u, '');
  const files = Math.min(policy.caps.files, order?.constraints.budget.files ?? policy.caps.files);
  return { policy, allowed: `${place}/planted`, files, base: { [path]: text, [`${place}/before.txt`]: 'before\n' } };
}

function noGround(branch: string, path: string | undefined): Failure {
  return new Failure({
    code: 'guard.nothing-to-plant',
    what: `Nothing can be planted on the branch ${branch}`,
    why: path === undefined ? 'the policy gives it no order' : `${path} is no order that allows a directory`,
    fix: `Name a branch whose order is there: \`guard.proven branch=NAME\`; ${policyFile} says which names there are.`,
  });
}

async function rulesFound(
  git: GitRange,
  { branch, body, labels = [] }: Plant,
  clean: { readonly ref: string; readonly branch: string; readonly body: string; readonly now: Date },
): Promise<readonly string[]> {
  const range = await resolveRange(git, 'refs/heads/base', clean.ref);
  const pull = { branch: branch ?? clean.branch, title: '', body: body ?? clean.body, labels, author: 'planter' };
  const subject = await loadSubject(git, { range, pull, prefix: '', now: clean.now });
  return [...new Set((await judge(subject)).findings.map(({ rule }) => rule))];
}

function sumUp(results: readonly Result[], workflow: string | undefined): Outcome {
  const isRight = ({ plant, rules }: Result): boolean =>
    plant.rules.length === 0 ? rules.length === 0 : plant.rules.every((rule) => rules.includes(rule));
  const wrong = results.filter((result) => !isRight(result));
  const names = (some: readonly Result[]): readonly string[] => some.map(({ plant }) => plant.name);
  const failed = [...names(wrong), ...(workflow === undefined ? [] : ['the workflow'])];
  const words = [
    ...wrong.map(({ plant, rules }) =>
      plant.rules.length === 0
        ? `${plant.name} is refused (${rules.join(', ')})`
        : `${plant.name} was planted and not found`,
    ),
    ...(workflow === undefined ? [] : [workflow]),
  ];
  const common = {
    facts: { planted: results.length, found: results.length - wrong.length },
    suites: [
      {
        name: 'guard',
        result: failed.length === 0 ? ('PASSED' as const) : ('FAILED' as const),
        passed: names(results.filter(isRight)),
        failed,
      },
    ],
    table: {
      head: ['planted', 'to be found by', 'found by'],
      rows: results.map(({ plant, rules }) => [plant.name, plant.rules.join(', '), rules.join(', ')]),
    },
  };
  if (words.length === 0) return { verdict: 'verified', ...common };
  return {
    verdict: 'failed',
    reason: words.join('; '),
    fix: `Correct ${wrong.length > 0 ? policyFile : 'the workflow'} until \`prestage guard proven\` finds all that it plants.`,
    ...common,
  };
}
