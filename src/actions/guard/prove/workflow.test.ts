import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { workflowFault } from './workflow.ts';

const template = await readFile('templates/.github/workflows/check-ci-guardrails.yml', 'utf8');

it('finds nothing wrong with the template', () => expect(workflowFault(template)).toBeUndefined());

it.each([
  ['|| true', template.replace('"$GITHUB_EVENT_PATH"', '$& || true')],
  [
    'an `if` on its job',
    template.replace('    name: guardrails\n', "$&    if: startsWith(github.head_ref, 'batch-')\n"),
  ],
  ['continue-on-error', template.replace('    timeout-minutes: 10\n', '$&    continue-on-error: true\n')],
  ['paths', template.replace('  pull_request_target:\n', "$&    paths: ['app/**']\n")],
  ['the event of the head', template.replaceAll('pull_request_target', 'pull_request')],
  ['no guard', template.replace('guard check', 'guard help')],
])('refuses a workflow with %s', (_name, text) => {
  expect(text).not.toBe(template);
  expect(workflowFault(text)).toEqual(expect.any(String));
});
