import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../../../src/core/exit-code.ts';
import { alertsWorkspace, section, type AlertsWorkspace } from './workspace.ts';

const rules = 'prometheus-alerts.yml';
const tests = 'prometheus-alerts.test.yml';
const runbook = 'docs/runbooks/production_deployment.md';

let workspace: AlertsWorkspace;
beforeEach(() => {
  workspace = alertsWorkspace();
});
afterEach(() => workspace.remove());

describe('alerts render', () => {
  it('shows what it would write, and writes it when it is told to; a second time changes nothing', async () => {
    const planned = await workspace.prestage('alerts', 'render');
    expect([planned.code, workspace.has(rules)]).toEqual([exitCodes.settled, false]);
    expect((await workspace.prestage('alerts', 'render', '--apply')).code).toBe(exitCodes.settled);
    const before = [rules, tests, runbook].map((path) => workspace.text(path));
    const again = await workspace.prestage('alerts', 'render', '--apply');
    expect(again.code).toBe(exitCodes.settled);
    expect([rules, tests, runbook].map((path) => workspace.text(path))).toEqual(before);
  });

  it('leaves every byte of what people wrote in the runbook', async () => {
    const own = '# Ours\n\nCall   Justin.\t\n';
    workspace.write(runbook, own);
    await workspace.prestage('alerts', 'render', '--apply');
    expect(workspace.text(runbook).startsWith(own)).toBe(true);
    expect(workspace.text(runbook)).toContain('### LoadFastBurn');
  });

  it('writes over no edit of the rules, and says where it belongs', async () => {
    await workspace.prestage('alerts', 'render', '--apply');
    const edited = workspace.text(rules).replace('> 10', '> 11');
    workspace.write(rules, edited);
    const refused = await workspace.prestage('alerts', 'render', '--apply');
    expect(refused.code).toBe(exitCodes.failed);
    expect(refused.err).toMatch(/prometheus-alerts\.yml was edited by hand[^]*prestage\.config\.ts/);
    expect(workspace.text(rules)).toBe(edited);
  });

  it("writes over nobody else's rules", async () => {
    workspace.write(rules, 'groups: []\n');
    const refused = await workspace.prestage('alerts', 'render', '--apply');
    expect([refused.code, workspace.text(rules)]).toEqual([exitCodes.failed, 'groups: []\n']);
    expect(refused.err).toContain("somebody's own");
  });

  it('follows the config: what changed there is written', async () => {
    await workspace.prestage('alerts', 'render', '--apply');
    const other = workspace.under({ ...section, owner: 'shop' });
    try {
      await other.prestage('alerts', 'render', '--apply');
      expect(other.text(rules)).toContain('owner: shop');
    } finally {
      other.remove();
    }
  });

  it.each([
    ['no rule', { rules: {} }, 'No alert is defined'],
    ['no runbook', { rules: section.rules ?? {} }, 'The alerts have no runbook'],
  ])('says what is missing with %s', async (_, given, words) => {
    workspace.configure(given);
    const ended = await workspace.prestage('alerts', 'render');
    expect([ended.code, ended.err]).toEqual([exitCodes.missing, expect.stringContaining(words)]);
  });

  it('refuses a threshold that would fire within the objective', async () => {
    workspace.configure({
      ...section,
      rules: { Load: { kind: 'latency', metric: 'load_seconds', by: 'page', under: 3, objective: 0.8 } },
    });
    const ended = await workspace.prestage('alerts', 'render');
    expect([ended.code, ended.err]).toEqual([
      exitCodes.missing,
      expect.stringContaining('would fire within the objective'),
    ]);
  });
});
