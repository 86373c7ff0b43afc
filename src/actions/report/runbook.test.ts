import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionContext } from '../../core/action.ts';
import { formattingOf } from '../formatting.ts';
import { createWorkspace, perform, plan, type TestWorkspace } from '../testing/workspace.ts';
import { reportRunbook } from './runbook.ts';

const path = 'docs/runbooks/production_deployment.md';
const sections: Readonly<Record<string, unknown>> = {
  environments: { production: { production: true, database: {} }, staging: { database: {} } },
  backup: {},
  report: { runbook: { guardrails: ['docs/guardrails.md'], approves: 'the Manager' } },
  alerts: {
    runbook: { url: 'https://example.com/a.md' },
    rules: { Queue: { kind: 'level', metric: 'queue_length', what: 'orders that wait' } },
  },
};

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace({ 'docs/guardrails.md': '# G\n' });
});
afterEach(async () => workspace.remove());

function context(more: Readonly<Record<string, unknown>> = {}): ActionContext {
  const all = { ...sections, ...more };
  return workspace.context({ settings: (area) => all[area] });
}

async function archived(area: string, environment: string, content: object): Promise<void> {
  const folder = `artifacts/ops/${area}/${environment}`;
  await workspace.put(`${folder}/20251017T030000000Z.json`, JSON.stringify(content));
  await workspace.put(`${folder}/index.jsonl`, '{"file":"20251017T030000000Z.json","sha256":"x"}\n');
}

describe('the runbook', () => {
  it('is written around the words of people, is clean for Prettier, and is the same the second time', async () => {
    const own = '# Ours\n\nCall   Justin.\n';
    await workspace.put(path, own);
    const { outcome } = await perform(reportRunbook, context(), {});
    expect(outcome).toMatchObject({ verdict: 'verified' });
    const text = await workspace.text(path);
    expect(text.startsWith(own)).toBe(true);
    expect(text).toContain('### QueueTooHigh');
    expect(text).toContain('It is for the Manager to decide.');
    expect((await plan(reportRunbook, context(), {})).changes).toEqual([]);
    await workspace.put(path, text.replace('Call   Justin', 'Call Justin'));
    expect(await formattingOf(context(), path)).toMatchObject({ verdict: 'verified' });
  });

  it('says what was not drilled, and the times of what was', async () => {
    await archived('backup', 'staging', {
      format: 'prestage.drill/1',
      verdict: 'verified',
      rtoMs: 9500,
      rpoSeconds: 3600,
    });
    await perform(reportRunbook, context(), {});
    const text = await workspace.text(path);
    expect(text).toMatch(/\| restore +\| staging +\| 2025-10-17 03:00 \| verified \| 9\.5 s, 60 min/);
    expect(text).toMatch(/\| restore +\| production \| not drilled yet +\| unknown/);
  });

  it('does not pass a rehearsal’s times off as the environment’s', async () => {
    await archived('deploy', 'production', {
      format: 'prestage.rollback-drill/1',
      mode: 'rehearsal',
      verdict: 'verified',
      rollbackMs: 1200,
      forwardMs: 1300,
    });
    await perform(reportRunbook, context(), {});
    expect(await workspace.text(path)).toMatch(
      /\| rollback +\| production \| [^|]+\| verified, on emulators +\| 1\.2 s back/,
    );
  });

  it('names the gates and the deadline that hold where the config names none', async () => {
    await perform(reportRunbook, context({ deploy: { apps: { production: { app: 'shop' } } } }), {});
    const text = await workspace.text(path);
    for (const words of ['- `image`: ', '- `window`: ', '- `backup`: ', 'not well within 5m'])
      expect(text).toContain(words);
  });

  it('fails when it is stale, and says where, and writes nothing when it is only asked', async () => {
    await perform(reportRunbook, context(), {});
    const text = await workspace.text(path);
    await workspace.put(path, text.replace('the Manager', 'somebody'));
    await expect(plan(reportRunbook, context(), { current: 'true' })).rejects.toMatchObject({
      data: { code: 'report.stale', why: expect.stringMatching(/line \d+ is .*somebody/) },
    });
    expect(await workspace.text(path)).toContain('somebody');
  });

  it('fails on a command of ours that cannot be typed, whoever wrote it, and on a dead link', async () => {
    await workspace.put(path, '# Ours\n\nThen `prestage deploi everything`.\n');
    expect((await perform(reportRunbook, context(), {})).outcome).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('there is no command `prestage deploi everything`'),
    });
    await workspace.put(path, '# Ours\n\nSee [this](gone.md).\n');
    expect((await perform(reportRunbook, context(), {})).outcome).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('gone.md'),
    });
  });

  it('refuses markers that do not go in pairs', async () => {
    await workspace.put(path, '<!-- prestage:begin alerts -->\n');
    await expect(plan(reportRunbook, context(), {})).rejects.toMatchObject({ data: { code: 'report.markers' } });
  });

  it('names those whose key may approve', async () => {
    await perform(reportRunbook, context(), {});
    expect(await workspace.text(path)).toContain('Nobody may approve yet: `prestage keys new NAME --role approve`');
  });
});
