import { execa } from 'execa';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { databasePush } from '../src/actions/database/push.ts';
import { createWorkspace, type TestWorkspace } from '../src/actions/testing/workspace.ts';
import type { ActionContext } from '../src/core/action.ts';
import type { Scratch } from '../src/core/scratch.ts';
import { scratchOf } from '../src/rehearsal/scratch.ts';
import { openSupabase } from '../src/services/supabase/client.ts';

/**
 * Goals: pushing by us (a plan that is there, applied and verified) takes at most 1.15 times as long as the bare CLI, and a
 * shadow run of the same files at most twice as long as one psql process that runs them; each on a new database.
 * A shadow run is one call of the real CLI, so that it cannot be shorter than that: what the CLI itself takes of psql's time
 * is printed beside it, and how much of that is its start. On two idle cores it was 1.5 times psql and a shadow run 1.9
 * times; where many others want the machine, its start alone takes longer than all that psql does.
 */
const goals = { push: 1.15, shadow: 2 };
const many = 200;
const rounds = Number(process.argv[2] ?? 5);
process.env['PATH'] = `${join(import.meta.dirname, '../node_modules/.bin')}:${process.env['PATH'] ?? ''}`;

const workspace = await createWorkspace();
try {
  const files = writeMigrations(workspace.root);
  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measure(workspace, files));
  report(measured);
} finally {
  await workspace.remove();
}

/** Milliseconds. */
interface Measured {
  readonly bare: number;
  /** The same call when nothing is pending. */
  readonly start: number;
  readonly plan: number;
  readonly ours: number;
  /** What the CLI itself took of that. */
  readonly within: number;
  readonly opened: number;
  readonly shadow: number;
  readonly psql: number;
}

async function measure(workspace: TestWorkspace, files: readonly string[]): Promise<Measured> {
  const { exec } = workspace;
  const [bare, start] = await onNew(async ({ login }) => {
    const supabase = await openSupabase(exec);
    const push = async () =>
      timed(async () => {
        const { error } = await supabase.push(login);
        if (error !== undefined) throw new Error(error.message);
      });
    return [await push(), await push()];
  });
  const pushed = await onNew(async ({ login }) => pushOnce(workspace.context({ database: async () => login })));
  const psql = await onNew(async ({ login }) => timed(async () => runPsql(login.url, login.password.reveal(), files)));
  return { bare, start, ...pushed, psql, ...(await shadowOnce(workspace.context())) };
}

/** A plan without its shadow run, then apply and verify. */
async function pushOnce(given: ActionContext): Promise<Pick<Measured, 'plan' | 'ours' | 'within'>> {
  if (databasePush.effects === 'none') throw new Error('it has effects');
  const action = databasePush;
  const input = action.input.parse({ shadow: 'false' });
  let within = 0;
  const exec: ActionContext['exec'] = async (command) => {
    const result = await given.exec(command);
    within = result.durationMs;
    return result;
  };
  const context = { ...given, exec };
  const planning = performance.now();
  const planned = await action.plan(context, input);
  const plan = performance.now() - planning;
  const ours = await timed(async () => {
    await action.apply(context, input, planned);
    const { verdict, reason } = await action.verify(context, input, planned);
    if (verdict !== 'verified') throw new Error(reason);
  });
  return { plan, ours, within };
}

/** What a shadow run adds to a plan, the opening of its database apart. */
async function shadowOnce(context: ActionContext): Promise<Pick<Measured, 'opened' | 'shadow'>> {
  if (databasePush.effects === 'none') throw new Error('it has effects');
  const action = databasePush;
  let opened = 0;
  let shadowed: Scratch | undefined;
  const scratch: ActionContext['scratch'] = async (options) => {
    opened = await timed(async () => {
      shadowed = await scratchOf({ env: process.env })(options);
    });
    if (shadowed === undefined) throw new Error('it was not opened');
    return shadowed;
  };
  try {
    return await onNew(async ({ login }) => {
      const given = { ...context, scratch, database: async () => login };
      const without = await timed(() => action.plan(given, action.input.parse({ shadow: 'false' })));
      const whole = await timed(() => action.plan(given, action.input.parse({})));
      return { opened, shadow: whole - without - opened };
    });
  } finally {
    await shadowed?.close();
  }
}

async function onNew<T>(use: (scratch: Scratch) => Promise<T>): Promise<T> {
  const scratch = await scratchOf({ env: process.env })();
  try {
    return await use(scratch);
  } finally {
    await scratch.close();
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

function writeMigrations(root: string): readonly string[] {
  mkdirSync(join(root, 'supabase/migrations'), { recursive: true });
  return Array.from({ length: many }, (_, index) => {
    const version = String(20_250_101_000_000 + index);
    const sql = `create table t${index} (id int primary key, org text);
alter table t${index} enable row level security;
create policy p on t${index} for select using (org = current_setting('app.org', true));
create index on t${index} (org);
`;
    writeFileSync(join(root, `supabase/migrations/${version}_t${index}.sql`), sql);
    return `begin;\n${sql}insert into supabase_migrations.schema_migrations (version) values ('${version}');\ncommit;\n`;
  });
}

/** Not by `spawnSync`: the way to the server goes through this process. */
async function runPsql(url: string, password: string, files: readonly string[]): Promise<void> {
  const history =
    'create schema supabase_migrations; create table supabase_migrations.schema_migrations (version text primary key);\n';
  await execa('psql', ['-q', '-v', 'ON_ERROR_STOP=1', url], {
    input: history + files.join(''),
    env: { PGPASSWORD: password },
  });
}

function report(measured: readonly Measured[]): void {
  // What else the machine has to do is no part of it: the best of the rounds.
  const of = (name: keyof Measured): number => Math.min(...measured.map((round) => round[name]));
  const lines = [
    ['bare supabase db push', of('bare')],
    ['with nothing to push', of('start')],
    ['apply and verify', of('ours')],
    ['the plan before it', of('plan')],
    ['one psql process', of('psql')],
    ['shadow run', of('shadow')],
    ['opening its database', of('opened')],
  ] as const;
  for (const [name, time] of lines) console.log(`${name.padEnd(24)}${time.toFixed(0).padStart(6)} ms`);
  const shadow = of('shadow') / of('psql');
  console.log(`push / a bare CLI call  ${(of('ours') / of('bare')).toFixed(2)}, ${many} files`);
  // The same call with the same arguments, in the same moment: a busy machine meets both.
  const ratios = measured.map(({ ours, within }) => ours / within).toSorted((a, b) => a - b);
  const push = ratios[Math.floor(ratios.length / 2)] ?? Number.NaN;
  console.log(`push / its own CLI call ${push.toFixed(2)} (goal: at most ${goals.push}), median of ${rounds} rounds`);
  console.log(`shadow run / psql       ${shadow.toFixed(2)} (goal: at most ${goals.shadow})`);
  const [least, perFile] = [of('bare') / of('psql'), (of('bare') - of('start')) / many];
  console.log(
    `bare CLI / psql         ${least.toFixed(2)}: a shadow run cannot be shorter; its start is ${(of('start') / of('bare')).toFixed(2)} ` +
      `of it, and a file takes ${perFile.toFixed(1)} ms against psql's ${(of('psql') / many).toFixed(1)}`,
  );
  process.exitCode = push <= goals.push && shadow <= goals.shadow ? 0 : 1;
}
