import type { Command } from '../../core/command.ts';

/** What the CLI's own words depend on: version 3 names its target by `--remote`, version 2 by `--db-url`. */
export interface CliVersion {
  readonly major: number;
  /** As it says itself. */
  readonly text: string;
  /** What its calls get that makes them start sooner, where it has said that it takes it. */
  readonly sooner?: Readonly<Record<string, string>>;
}

/**
 * Version 3 is a program of Bun's, and half of its start goes into compiling code as if it were to run for hours. The option
 * is nothing to rely on: a release of Bun that does not know it refuses to start, so that it is tried by asking for the
 * version.
 */
export const sooner = { BUN_JSC_useDFGJIT: '0' };

/** What `supabase db push` is asked to do beyond applying the migrations that are pending. */
export interface PushOptions {
  readonly includeAll?: boolean;
  readonly includeSeed?: boolean;
  readonly includeRoles?: boolean;
  readonly dryRun?: boolean;
  /** A folder that has a `supabase/` of its own, relative to the workspace; the workspace itself when absent. */
  readonly workdir?: string;
  readonly timeoutMs?: number;
}

export function version(env: Readonly<Record<string, string>> = {}): Command {
  return { program: 'supabase', args: ['--version'], env, timeoutMs: 60_000 };
}

/** `env` has the password's file. `url` holds no password. */
export function push(
  cli: CliVersion,
  url: string,
  env: Readonly<Record<string, string>>,
  { includeAll, includeSeed, includeRoles, dryRun, workdir, timeoutMs = 600_000 }: PushOptions = {},
): Command {
  return {
    program: 'supabase',
    args: [
      'db',
      'push',
      ...target(cli, url),
      '--yes',
      ...(isFrom(cli, 115) ? ['--skip-vault'] : []),
      ...(includeAll === true ? ['--include-all'] : []),
      ...(includeSeed === true ? ['--include-seed'] : []),
      ...(includeRoles === true ? ['--include-roles'] : []),
      ...(dryRun === true ? ['--dry-run'] : []),
      ...(workdir === undefined ? [] : [`--workdir=${workdir}`]),
      ...asJson(cli),
    ],
    env,
    timeoutMs,
  };
}

/** Looks and changes nothing; findings do not make it fail. */
export function advisors(cli: CliVersion, url: string, env: Readonly<Record<string, string>>): Command {
  return {
    program: 'supabase',
    args: ['db', 'advisors', ...target(cli, url), '--level=info', ...asJson(cli)],
    env,
    timeoutMs: 120_000,
  };
}

/** Needs no Docker where both ends are databases. What it prints makes `from` what `to` is. */
export function diff(
  cli: CliVersion,
  from: string,
  to: string,
  env: Readonly<Record<string, string>>,
  workdir?: string,
): Command {
  return {
    program: 'supabase',
    args: [
      'db',
      'diff',
      `--from=${from}`,
      `--to=${to}`,
      ...(workdir === undefined ? [] : [`--workdir=${workdir}`]),
      ...asJson(cli),
    ],
    env,
    timeoutMs: 300_000,
  };
}

export function target({ major }: CliVersion, url: string): readonly string[] {
  return major >= 3 ? [`--remote=${url}`] : ['--db-url', url];
}

/** Versions before that are known to refuse it; what lies between is taken for older, which costs words and no more. */
export function asJson(cli: CliVersion): readonly string[] {
  return isFrom(cli, 105) ? ['--output-format=json'] : [];
}

/** Version 3, or version 2 from this minor on: 2.105 prints JSON and does not know `--skip-vault`, 2.115 knows both. */
function isFrom({ major, text }: CliVersion, minor: number): boolean {
  return major >= 3 || (major === 2 && Number(text.split('.')[1]) >= minor);
}
