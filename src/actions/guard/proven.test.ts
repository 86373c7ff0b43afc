import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check } from '../testing/workspace.ts';
import { guardProven } from './proven.ts';
import { branch, createGuardCase, policy, type GuardCase } from './testing/case.ts';

const workflow = '.github/workflows/check-ci-guardrails.yml';
const template = await readFile(`templates/${workflow}`, 'utf8');

let at: GuardCase;
beforeEach(async () => (at = await createGuardCase({ [workflow]: template })));
afterEach(async () => at.remove());

const proven = async () => check(guardProven, at.context(), { branch });

describe('guard.proven', () => {
  it('finds all that it plants, and leaves nothing of it behind', async () => {
    const before = await at.git('count-objects', '-v');
    const outcome = await proven();
    expect([outcome.verdict, outcome.reason]).toEqual(['verified', undefined]);
    expect(outcome.table?.rows.length).toBeGreaterThanOrEqual(17);
    expect(await at.git('count-objects', '-v')).toBe(before);
    expect(await at.git('status', '--porcelain')).toBe('');
  });

  it.each([
    ['that allows all paths to the order', policy.replace('order: docs/directions/{slug}.md', "$&\n    paths: ['**']")],
    ['whose branches are named as anybody likes', policy.replace("'chore/.+'", "'.+'")],
    ['that lets evidence lie everywhere', policy.replace("evidence: ['artifacts/**']", "evidence: ['**']")],
  ])('is red for a policy %s', async (_name, text) => {
    expect(text).not.toBe(policy);
    await at.put('guard.policy.yaml', text);
    expect(await proven()).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('was planted and not found'),
    });
  });

  it('is red for a policy that lets nothing pass', async () => {
    await at.put('guard.policy.yaml', policy.replace("'**/*.env'", "'**'"));
    expect(await proven()).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('is refused (forbidden)'),
    });
  });

  it('is red for a workflow that passes when the guard fails', async () => {
    await at.put(workflow, template.replace('"$GITHUB_EVENT_PATH"', '$& || true'));
    expect(await proven()).toMatchObject({ verdict: 'failed', reason: expect.stringContaining(workflow) });
  });
});
