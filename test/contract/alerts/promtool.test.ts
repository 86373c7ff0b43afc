import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProgram } from '../../../src/services/process/find-program.ts';
import { exitCodes } from '../../../src/core/exit-code.ts';
import { alertsWorkspace, section, type AlertsWorkspace } from './workspace.ts';

const has = findProgram('promtool', { PATH: process.env['PATH'] ?? '' }) !== undefined;
const env = { PATH: process.env['PATH'] ?? '' };

let workspace: AlertsWorkspace;
beforeEach(() => {
  workspace = alertsWorkspace(section, env);
});
afterEach(() => workspace.remove());

describe.runIf(has)('needs promtool: the rules and their unit tests', () => {
  it('pass: fire, stay silent, without data, with low traffic, born at 1, in both forms of le, when the matrix says', async () => {
    await workspace.prestage('alerts', 'render', '--apply');
    const ended = await workspace.prestage('alerts', 'check');
    expect(ended.out).toContain('verified');
    expect(ended.code).toBe(exitCodes.settled);
  }, 240_000);

  it.each([
    ['a threshold', ') >= 2\n', ') >= 3\n'],
    ['the guard', '>= 20', '>= 0'],
    [
      'what is born at 1',
      /\(ingest_runs_total\{result="failure"\} unless ingest_runs_total\{result="failure"\} offset \w+\)\n\s+or /,
      '',
    ],
    ['both forms of le', '3(\\\\.0)?', '3'],
    ['the quantile', '[5m]))) > 3', '[5m]))) > 9'],
    ['how long it holds', "for: '10m'", "for: '1m'"],
  ])(
    'fail when %s is no longer what it was',
    async (_, was, is) => {
      await workspace.prestage('alerts', 'render', '--apply');
      const before = workspace.text('prometheus-alerts.yml');
      const after = before.replace(was, is);
      expect(after).not.toBe(before);
      workspace.write('prometheus-alerts.yml', after);
      const tested = spawnSync('promtool', ['test', 'rules', 'prometheus-alerts.test.yml'], {
        cwd: workspace.root,
        encoding: 'utf8',
      });
      expect([tested.status, tested.stdout + tested.stderr]).toEqual([1, expect.stringContaining('FAILED')]);
    },
    240_000,
  );
});
