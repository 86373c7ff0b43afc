import { chmodSync, cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outcome } from '../../core/action.ts';
import { check, createWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { healthAutomated } from './automated.ts';

const workflow = '.github/workflows/health-check.yml';
const chatwoot = ['scripts/ops/check-chatwoot-health.mjs', 'scripts/ops/check-chatwoot-health.sh'];
const publer = 'scripts/ops/check-publer-health.sh';

/** The templates, as a workspace has them that copied them. */
let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace();
  for (const folder of ['.github', 'scripts'])
    cpSync(join('templates', folder), join(workspace.root, folder), { recursive: true });
});
afterEach(() => workspace.remove());

const settings = (area: string) => (area === 'environments' ? { staging: {}, production: {} } : undefined);

async function look(input: Readonly<Record<string, unknown>> = {}): Promise<Outcome> {
  return check(healthAutomated, workspace.context({ settings }), {
    workflow,
    scripts: [...chatwoot, publer],
    ...input,
  });
}

async function change(path: string, from: string | RegExp, to: string): Promise<void> {
  const text = await workspace.text(path);
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await workspace.put(path, changed);
}

test('the templates do all of it', async () => {
  expect(await look()).toMatchObject({
    verdict: 'verified',
    facts: { troubles: [], environments: ['staging', 'production'] },
  });
  expect(await look({ scripts: chatwoot, checks: ['chatwoot'] })).toMatchObject({ verdict: 'verified' });
  expect(await look({ scripts: publer, checks: 'publer' })).toMatchObject({ verdict: 'verified' });
});

test.each([workflow, ...chatwoot, publer])('without %s it fails, and says so', async (path) => {
  rmSync(join(workspace.root, path));
  const { verdict, reason } = await look();
  expect([verdict, reason?.includes(path), reason?.includes('not there')]).toEqual(['failed', true, true]);
});

test.each([
  ['no YAML', /^jobs:/mu, 'jobs: ]', 'cannot be read'],
  ['no job', /^jobs:[^]*/mu, 'jobs: {}', 'it has no job'],
  ['no schedule', /^ {2}schedule:\n.*\n.*\n/mu, '', 'nobody starts it'],
  ['a full hour', "'37 4 * * *'", "'0 4 * * *'", 'at a full hour'],
  ['weekdays alone', "'37 4 * * *'", "'37 4 * * 1-5'", 'does not start it every day'],
  ['one environment alone', '[staging, production]', '[staging]', 'no job has the environment production'],
  ['a job that is switched off', '    timeout-minutes: 20', '    if: false', 'no job has the environment staging'],
  ['one script not called', 'run: scripts/ops/check-publer-health.sh', 'run: echo', `does not call ${publer}`],
  [
    'a call that is a remark',
    'run: scripts/ops/check-publer',
    'run: |\n          # scripts/ops/check-publer',
    `does not call ${publer}`,
  ],
  ['nobody told', 'prestage notify send', 'prestage notify rehearse', 'nobody is told'],
  ['a plan alone', ' --apply', '', 'it only plans'],
  ['nobody told of a failure', /(id: tell\n +)if: .*/u, '$1if: ${{ success() }}', 'when a check failed'],
  ['nothing uploaded', /actions\/upload-artifact@/gu, 'actions/checkout@', 'what was found is lost'],
  [
    'something else uploaded',
    /( {10}path: )artifacts\/ops(?:\/health)?(?=\n +if-no-files)/gu,
    '$1coverage',
    'what was found is lost',
  ],
  ['nothing uploaded of a failure', /(id: records\n +)if: .*/u, '$1if: ${{ success() }}', 'uploads nothing'],
  [
    'a step that may fail',
    '- name: Chatwoot\n',
    '- name: Chatwoot\n        continue-on-error: true\n',
    'its failure is not seen',
  ],
  ['a job that may fail', '    timeout-minutes: 20', '    continue-on-error: true', 'no failure is seen'],
  [
    'a swallowed exit code',
    'check-chatwoot-health.sh "$ENVIRONMENT"',
    'check-chatwoot-health.sh "$ENVIRONMENT" || true',
    'swallows the exit code',
  ],
])('%s turns it red', async (_what, from, to, words) => {
  await change(workflow, from, to);
  expect(await look()).toMatchObject({ verdict: 'failed', reason: expect.stringContaining(words) });
});

test('a script that cannot be executed, does not start, or says yes to everything', async () => {
  chmodSync(join(workspace.root, publer), 0o644);
  expect(await look()).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('may not be executed') });
  chmodSync(join(workspace.root, publer), 0o755);
  await change(publer, /\nif [^]*/u, '\nif [\n');
  expect(await look()).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('ends with 2') });
  await workspace.put(publer, '#!/bin/sh\nexit 0\n');
  const { reason } = await look({ checks: 'publer' });
  expect(reason).toContain('ends with 0 and not with 64');
  expect(reason).toContain('does not ask for the check publer');
});

test('without environments nothing is known', async () => {
  const outcome = await check(healthAutomated, workspace.context(), { workflow, scripts: publer });
  expect(outcome.verdict).toBe('unknown');
});

test('words name the files: one in braces is two', () => {
  const text = 'Automate Chatwoot health workflow';
  const paths = [workflow, 'scripts/ops/check-chatwoot-health.{mjs,sh}', 'artifacts/ops'];
  expect(healthAutomated.reads?.({ text, paths })).toEqual({ workflow, scripts: chatwoot });
});
