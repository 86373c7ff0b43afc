import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { healthRecordSchema } from '../../../src/actions/health/record-schema.ts';
import type { CheckResult } from '../../../src/actions/health/result.ts';
import type { healthSettings } from '../../../src/actions/health/settings.ts';
import { allRoutes } from '../../../src/cli/app/all-routes.ts';
import { runCli } from '../../../src/cli/app/run-cli.ts';
import { testProcess } from '../../../src/cli/testing/process.ts';

type Section = z.input<typeof healthSettings>;
type Check = NonNullable<Section['checks']>[string];

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A workspace with a section `health`, and `prestage health …` called in it as a person would. */
export interface HealthWorkspace {
  readonly root: string;
  prestage(...argv: readonly string[]): Promise<Ended>;
  /** The one check of it, run in staging: its result as it was archived, and the exit code. */
  result(): Promise<CheckResult & { readonly exit: number }>;
  latest(environment?: string): z.infer<typeof healthRecordSchema>;
  /** Every byte that was written, but for the config and the vault. */
  written(): string;
  remove(): void;
}

export function workspaceWith(
  health: Section,
  {
    vault = {},
    environments = { staging: {}, production: {} },
  }: { vault?: Record<string, string>; environments?: object } = {},
): HealthWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'prestage-health-'));
  const config = { environments, health, vault: { kind: 'dotenv' } };
  writeFileSync(join(root, 'prestage.config.ts'), `export default ${JSON.stringify(config)};\n`);
  mkdirSync(join(root, 'vault'));
  for (const [name, text] of Object.entries(vault)) {
    const path = join(root, 'vault', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, 0o600);
  }
  const prestage = async (...argv: readonly string[]): Promise<Ended> => {
    const process = testProcess(['health', ...argv], { cwd: root });
    const real = { ...process, clock: { now: () => new Date() } };
    const code = await runCli(real, allRoutes);
    return { code, out: process.out(), err: process.err() };
  };
  const latest: HealthWorkspace['latest'] = (environment = 'staging') =>
    healthRecordSchema.parse(
      JSON.parse(readFileSync(join(root, `artifacts/ops/health/${environment}/latest.json`), 'utf8')),
    );
  return {
    root,
    prestage,
    latest,
    async result() {
      const { code, err } = await prestage('check', '--env', 'staging');
      const [result] = [3, 4, 64].includes(code) && err.includes('✗') ? [] : latest().results;
      if (result === undefined) throw new Error(err);
      return { ...result, exit: code };
    },
    written: () => textsUnder(join(root, 'artifacts')),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** One check, named `site`, in both environments. */
export function workspaceOf(check: Check, options?: Parameters<typeof workspaceWith>[1]): HealthWorkspace {
  return workspaceWith({ checks: { site: check } }, options);
}

function textsUnder(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
