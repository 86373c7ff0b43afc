import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import type { alertsSettings } from '../../../src/actions/alerts/settings.ts';
import { allRoutes } from '../../../src/cli/app/all-routes.ts';
import { runCli } from '../../../src/cli/app/run-cli.ts';
import { testProcess } from '../../../src/cli/testing/process.ts';

type Section = z.input<typeof alertsSettings>;

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A workspace with a section `alerts`, and `prestage …` called in it as a person would. */
export interface AlertsWorkspace {
  readonly root: string;
  prestage(...argv: readonly string[]): Promise<Ended>;
  /** Before the first command: a config is read once. */
  configure(section: Section): void;
  /** The same files somewhere else, under another config. */
  under(section: Section): AlertsWorkspace;
  text(path: string): string;
  write(path: string, text: string): void;
  drop(path: string): void;
  has(path: string): boolean;
  remove(): void;
}

const page = 'https://example.com/shop/docs/runbooks/production_deployment.md';

/** What `tile_load…` and the job's metrics would look like. */
export const scrape = `# TYPE load_seconds histogram
load_seconds_bucket{page="cart",le="1"} 1
load_seconds_bucket{page="cart",le="3"} 2
load_seconds_bucket{page="cart",le="5"} 3
load_seconds_bucket{page="cart",le="+Inf"} 3
load_seconds_sum{page="cart"} 4.2
load_seconds_count{page="cart"} 3
# TYPE ingest_last_success_timestamp_seconds gauge
ingest_last_success_timestamp_seconds 1760000000
# TYPE ingest_runs_total counter
ingest_runs_total{result="success"} 4
ingest_runs_total{result="failure"} 0
# TYPE queue_length gauge
queue_length{environment="staging"} 0
`;

export const section: Section = {
  owner: 'devops',
  runbook: { url: page },
  targets: { shop: { recorded: 'shop.prom' } },
  rules: {
    Load: { kind: 'latency', metric: 'load_seconds', by: 'page', under: 3 },
    Ingest: {
      kind: 'ingestion',
      success: 'ingest_last_success_timestamp_seconds',
      runs: 'ingest_runs_total',
      every: '30m',
    },
    Queue: { kind: 'level', metric: 'queue_length', what: 'orders that wait', most: 10, environments: ['staging'] },
  },
};

export function alertsWorkspace(given: Section = section, env: Readonly<Record<string, string>> = {}): AlertsWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'prestage-alerts-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const configure = (alerts: Section): void =>
    write('prestage.config.ts', `export default ${JSON.stringify({ environments: { staging: {} }, alerts })};\n`);
  configure(given);
  write('shop.prom', scrape);
  return {
    root,
    configure,
    write,
    under(other) {
      const next = alertsWorkspace(other, env);
      cpSync(root, next.root, { recursive: true });
      next.configure(other);
      return next;
    },
    text: (path) => readFileSync(join(root, path), 'utf8'),
    drop: (path) => rmSync(join(root, path)),
    has: (path) => existsSync(join(root, path)),
    async prestage(...argv) {
      const process = testProcess(argv, { cwd: root, ...(Object.keys(env).length === 0 ? {} : { env }) });
      const code = await runCli({ ...process, clock: { now: () => new Date() } }, allRoutes);
      return { code, out: process.out(), err: process.err() };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
