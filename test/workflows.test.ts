import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stepsOf, workflowFiles } from './workflows/files.ts';

/** Where `npm run peers` puts it. */
const actionlint = join(
  process.env['PRESTAGE_PEERS'] ?? join(homedir(), '.cache', 'prestage-peers'),
  'bin',
  'actionlint',
);

const files = await workflowFiles();
const named = files.map((file) => [file.path, file] as const);
const templates = readdirSync('templates', { recursive: true, encoding: 'utf8' })
  .filter((path) => statSync(join('templates', path)).isFile())
  .toSorted();

test('there are some', () => {
  expect(files.map(({ path }) => path)).toContain('templates/.github/workflows/health-check.yml');
  expect(templates.length).toBeGreaterThanOrEqual(4);
});

test.each(templates)('the example has %s as the template is', (path) => {
  const [template, own] = [join('templates', path), join('examples/hotdash', path)];
  expect(readFileSync(own, 'utf8')).toBe(readFileSync(template, 'utf8'));
  expect(statSync(own).mode & 0o111).toBe(statSync(template).mode & 0o111);
});

describe.each(named)('%s', (_path, { text, workflow }) => {
  test('names every action by its full digest, and says which version that is', () => {
    const uses = text.split('\n').filter((line) => /\buses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may read, and nothing else', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeUndefined();
  });

  test('hides no failure, ends, and does not run beside itself', () => {
    expect(text).not.toMatch(/continue-on-error|\|\| *true|set \+e/);
    expect(workflow.concurrency).toMatchObject({ 'cancel-in-progress': false });
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });

  test('starts at an odd minute', () => {
    const minutes = workflow.on.schedule.map(({ cron }) => Number(cron.split(' ')[0]));
    for (const minute of minutes) expect(minute % 2 === 1 && minute % 5 !== 0).toBe(true);
  });

  test('puts nothing of GitHub’s into a script, and secrets into the step that needs them', () => {
    for (const { run = '' } of stepsOf(workflow)) expect(run).not.toContain('${{');
    const shared = [workflow['env'], ...Object.values(workflow.jobs).map(({ env }) => env)];
    expect(JSON.stringify(shared)).not.toContain('secrets.');
  });

  test.skipIf(!existsSync(actionlint))('needs actionlint: finds nothing wrong with it', () => {
    const { status, stdout, stderr } = spawnSync(actionlint, ['-shellcheck=', '-pyflakes=', '-no-color', '-'], {
      input: text,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect([status, stdout + stderr]).toEqual([0, '']);
  });
});

test('one version of an action is one digest, everywhere', () => {
  const uses = files.flatMap(({ text }) => [...text.matchAll(/uses: ([\w-]+\/[\w-]+)\S*@([0-9a-f]{40}) # (v\S+)/g)]);
  const digests = Map.groupBy(uses, ([, action, , version]) => `${action} ${version}`);
  for (const [, same] of digests) expect(new Set(same.map(([, , digest]) => digest)).size).toBe(1);
  expect(digests.size).toBe(new Set(uses.map(([, action]) => action)).size);
});
