import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exitCodes } from '../../../src/core/exit-code.ts';
import { findProgram } from '../../../src/services/process/find-program.ts';
import { alertsWorkspace, section, type AlertsWorkspace } from './workspace.ts';

const env = { PATH: process.env['PATH'] ?? '' };
const has = ['prometheus', 'prometheus-alertmanager'].every((name) => findProgram(name, env) !== undefined);
const quick = {
  ...section,
  rules: { Queue: { kind: 'level', metric: 'queue_length', what: 'orders that wait', most: 10 } },
} as const;

let workspace: AlertsWorkspace;
beforeEach(() => {
  workspace = alertsWorkspace(quick, env);
});
afterEach(() => workspace.remove());

/** Command lines of servers that were started in a folder of a drill. */
function left(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return [];
      }
    })
    .filter((line) => /^\S*(?:prometheus|prometheus-alertmanager) --config\.file=/.test(line));
}

describe('alerts drill', () => {
  it('is unknown without the programs, and says how to install them', async () => {
    const without = alertsWorkspace(quick, { PATH: workspace.root });
    try {
      const ended = await without.prestage('alerts', 'drill');
      expect(ended.code).toBe(exitCodes.unsettled);
      expect(ended.out).toMatch(/unknown[^]*not installed[^]*apt-get install prometheus prometheus-alertmanager/);
    } finally {
      without.remove();
    }
  });
});

describe.runIf(has)('needs prometheus: alerts drill', () => {
  it('lets each alert fire, reach its receiver and end, keeps the record, and leaves nothing running', async () => {
    const before = left();
    const folders = readdirSync(tmpdir()).filter((name) => name.startsWith('prestage-alerts-')).length;
    const ended = await workspace.prestage('alerts', 'drill', '--scale', '600');
    expect(ended.out + ended.err).toContain('verified');
    expect(ended.code).toBe(exitCodes.settled);
    const record = z
      .object({
        format: z.literal('prestage.alert-drill/1'),
        verdict: z.literal('verified'),
        scale: z.literal(600),
        alerts: z.array(
          z.object({
            alert: z.string(),
            receivers: z.array(z.string()),
            firedMs: z.number(),
            deliveredMs: z.number(),
            resolvedMs: z.number(),
          }),
        ),
      })
      .parse(JSON.parse(workspace.text('artifacts/ops/alerts/workspace/latest.json')));
    expect(record.alerts.map(({ alert, receivers }) => [alert, ...receivers])).toEqual([
      ['QueueTooHigh', 'ticket'],
      ['QueueNoData', 'ticket'],
    ]);
    expect(left()).toEqual(before);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('prestage-alerts-'))).toHaveLength(folders);
  }, 240_000);

  it('says so when the port is taken, and leaves nothing running', async () => {
    const before = left();
    const holder = createServer().listen({ host: '127.0.0.1', port: 0 });
    await new Promise((resolve) => void holder.once('listening', resolve));
    const address = holder.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const ended = await workspace.prestage('alerts', 'drill', '--port', String(port));
      expect([ended.code, ended.err]).toEqual([
        exitCodes.missing,
        expect.stringMatching(/Prometheus cannot listen on 127\.0\.0\.1/),
      ]);
      expect(left()).toEqual(before);
    } finally {
      holder.close();
    }
  }, 120_000);

  it('says why Prometheus does not start', async () => {
    workspace.configure({
      ...quick,
      rules: { Queue: { ...quick.rules.Queue, selector: { job: 'a" b' } } },
    });
    const before = left();
    const ended = await workspace.prestage('alerts', 'drill');
    expect([ended.code, ended.err]).toEqual([
      exitCodes.missing,
      expect.stringMatching(/Prometheus does not start[^]*exited 1/),
    ]);
    expect(left()).toEqual(before);
  }, 120_000);
});
