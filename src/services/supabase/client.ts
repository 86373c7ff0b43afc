import { succeeded, type Command, type CommandResult, type Exec } from '../../core/command.ts';
import type { DatabaseLogin } from '../../core/database.ts';
import { Failure } from '../../core/failure.ts';
import { readDatabaseUrl } from '../postgres/address.ts';
import { withPassFile } from '../postgres/pass-file.ts';
import { diff, push, sooner, version, type CliVersion, type PushOptions } from './argv.ts';
import { readDiff, readError, type CliError } from './schema.ts';

/** What a call of the CLI came to. Its exit code is 0 or 1 for everything: `error` tells what it was. */
export interface CliResult {
  readonly result: CommandResult;
  readonly error?: CliError;
}

export interface PushResult extends CliResult {
  /** File names in the order in which they were begun, as it said on stderr; the last one may have failed. */
  readonly begun: readonly string[];
}

export interface DiffResult extends CliResult {
  /** The SQL that makes the one what the other is, empty where they are the same; absent when it gave none. */
  readonly diff?: string | undefined;
}

/** The real CLI of the workspace. It is the engine; what it hides is asked of the database afterwards. */
export interface SupabaseCli {
  readonly version: CliVersion;
  push(login: DatabaseLogin, options?: PushOptions): Promise<PushResult>;
  /** Compares two databases by their catalogues, and writes to neither. */
  diff(from: DatabaseLogin, to: DatabaseLogin, workdir?: string): Promise<DiffResult>;
  /** Any other call that needs to get into a database: `build` gets the environment that has the password's file. */
  call(login: DatabaseLogin, build: (env: Readonly<Record<string, string>>) => Command): Promise<CliResult>;
}

/** Asking takes a second, and what runs a command's calls is one installation. */
const asked = new WeakMap<Exec, Promise<CliVersion>>();

/**
 * `known` is its version where it was asked elsewhere. Throws Failure `supabase.missing` when it is not
 * on PATH, `supabase.version` when it does not say what it is.
 */
export async function openSupabase(exec: Exec, known?: CliVersion): Promise<SupabaseCli> {
  const cli = known ?? (await versionBehind(exec));
  const call: SupabaseCli['call'] = async (login, build) =>
    withPassFile(login, async (env) => read(await exec(build({ ...env, ...tlsOf(login), ...cli.sooner }))));
  return {
    version: cli,
    call,
    async push(login, options) {
      const called = await call(login, (env) => push(cli, login.url, env, options));
      return { ...called, begun: begunIn(called.result.stderr) };
    },
    async diff(from, to, workdir) {
      const called = await withPassFile([from, to], async (env) =>
        read(await exec(diff(cli, withTls(from), withTls(to), { ...env, ...cli.sooner }, workdir))),
      );
      return called.error === undefined ? { ...called, diff: readDiff(called.result.stdout) } : called;
    },
  };
}

/** Each end has its own rule of encryption, which an environment variable cannot give. */
function withTls({ url }: DatabaseLogin): string {
  const { tls } = readDatabaseUrl(url);
  if (tls === 'verified' || /[?&]sslmode=/.test(url)) return url;
  return `${url}${url.includes('?') ? '&' : '?'}sslmode=${tls === 'encrypted' ? 'require' : 'disable'}`;
}

/** Left to itself, version 3 goes on in clear text where TLS is refused, and version 2 goes nowhere where there is none. */
function tlsOf({ url }: DatabaseLogin): Readonly<Record<string, string>> {
  const { tls } = readDatabaseUrl(url);
  if (tls === 'verified') return {};
  return { PGSSLMODE: tls === 'encrypted' ? 'require' : 'disable' };
}

/** Throws Failure `supabase.config` when it did not get as far as the database. */
function read(result: CommandResult): CliResult {
  if (succeeded(result)) return { result };
  const error = readError(result);
  if (isOfConfig(error)) throw configRefused(result, error);
  return { result, error };
}

function isOfConfig({ code }: CliError): boolean {
  return /Config(?:Load|Parse|Value|RemovedKey|RemovedEnv|SchemaVersion|FileConflict)Error$/.test(code);
}

/** Of the files and of the database it says nothing: the CLI looks at its config before anything else. */
function configRefused({ command }: CommandResult, { message }: CliError): Failure {
  return new Failure({
    code: 'supabase.config',
    what: 'The supabase CLI does not take supabase/config.toml',
    why: message.replaceAll(/\s+/g, ' ').trim(),
    fix: 'Mend what it says in supabase/config.toml, or use the version of the CLI that the file was written for. Nothing was changed.',
    file: 'supabase/config.toml',
    tried: [command],
  });
}

function begunIn(stderr: string): readonly string[] {
  return [...stderr.matchAll(/^Applying migration (.+\.sql)\.\.\.$/gm)].flatMap(([, name]) => name ?? []);
}

async function versionBehind(exec: Exec): Promise<CliVersion> {
  const before = asked.get(exec);
  if (before !== undefined) return before;
  const asking = askVersion(exec);
  asked.set(exec, asking);
  asking.catch(() => asked.delete(exec));
  return asking;
}

async function askVersion(exec: Exec): Promise<CliVersion> {
  const result = await exec(version(sooner));
  if (result.found && !succeeded(result)) return readVersion(await exec(version()));
  return { ...readVersion(result), sooner };
}

function readVersion(result: CommandResult): CliVersion {
  if (!result.found)
    throw new Failure({
      code: 'supabase.missing',
      what: 'The supabase CLI is not on PATH',
      why: 'it is what applies migrations here',
      fix: 'Install it: `npm install --save-dev supabase`, and start Prestage by an npm script or with node_modules/.bin on PATH.',
    });
  const [text, major] = /(\d+)\.\d+\.\d+\S*/.exec(result.stdout) ?? [];
  if (!succeeded(result) || text === undefined)
    throw new Failure({
      code: 'supabase.version',
      what: 'The supabase CLI does not say which version it is',
      why: result.stderr.trim().split('\n')[0] ?? `\`${result.command}\` printed no version`,
      fix: 'Run `supabase --version` by hand and mend what it says.',
      tried: [result.command],
    });
  return { text, major: Number(major) };
}
