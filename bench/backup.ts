import { generateIdentity } from 'age-encryption';
import { execa } from 'execa';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { backupCreate } from '../src/actions/backup/create.ts';
import { backupDrill } from '../src/actions/backup/drill.ts';
import { check, createWorkspace, perform } from '../src/actions/testing/workspace.ts';
import type { ActionContext } from '../src/core/action.ts';
import { systemClock } from '../src/core/clock.ts';
import type { DatabaseLogin } from '../src/core/database.ts';
import { Secret } from '../src/core/secret.ts';
import { scratchOf } from '../src/rehearsal/scratch.ts';
import { findTool } from '../src/services/pgdump/find.ts';
import { withPassFile } from '../src/services/postgres/pass-file.ts';
import { openSession } from '../src/services/postgres/session.ts';

/**
 * Goals: a backup with its fingerprint, encryption and digests takes at most 1.35 times as long as `pg_dump -Fc -Z0 | zstd -3
 * -T2` of the same database, and is at most 1.02 times as large; both with their verification left out. The words are of a
 * dictionary, as people's are: filler would compress to nothing. The argument is how many megabytes; goals are for 1000.
 */
const goals = { create: 1.35, size: 1.02 };
const megabytes = Number(process.argv[2] ?? 100);
const rounds = Number(process.argv[3] ?? 3);

// A passphrase is stretched on purpose, once a part.
const identity = new Secret('backup_key', await generateIdentity());
const workspace = await createWorkspace();
const scratch = scratchOf({ env: process.env });
const source = await scratch({ exposure: 'explicit' });
const folder = await mkdtemp(join(tmpdir(), 'bench-backup-'));
try {
  await fill(source.admin);
  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await measure());
  report(measured);
} finally {
  await source.close();
  await rm(folder, { recursive: true });
  await workspace.remove();
}

/** Milliseconds and bytes. */
interface Measured {
  readonly bare: number;
  readonly bareBytes: number;
  /** plan and apply */
  readonly create: number;
  readonly verify: number;
  readonly bytes: number;
  readonly drill: number;
}

async function fill(login: DatabaseLogin): Promise<void> {
  const session = await openSession(login, { timeoutMs: 1_200_000 });
  await session.query(`select setseed(0.5);
    create table public.messages (id bigint primary key, customer uuid, at timestamptz, body text)`);
  // About 190 bytes a row, with its index.
  const rows = megabytes * 5_000;
  await session.query(`with words as (select array_agg(substr(md5(n::text), 1, 2 + n % 6)) as w from generate_series(1, 20000) n)
    insert into public.messages
    select m, md5((m % 4000)::text)::uuid, '2025-01-01'::timestamptz + m * interval '17 seconds',
      (select string_agg(w[1 + (20000 * random() * random())::int + 0 * k], ' ') from generate_series(1, 18 + (0 * m)::int) k)
    from words, generate_series(1, ${rows}) m`);
  await session.query('analyze');
  await session.close();
}

async function measure(): Promise<Measured> {
  const { exec } = workspace;
  const tool = await findTool(exec, 'pg_dump', Number.parseInt(source.version, 10));
  const bareFile = join(folder, 'bare.zst');
  const bare = await timed(async () =>
    withPassFile(source.login, async (env) => {
      await execa(tool.program, ['-Fc', '-Z0', '--no-password', `--dbname=${source.login.url}`], {
        env: { ...env },
        buffer: false,
      }).pipe('zstd', ['-3', '-T2', '-q', '-f', '-o', bareFile]);
    }),
  );
  let verify = 0;
  const given: ActionContext = workspace.context({
    environment: 'staging',
    clock: systemClock,
    settings: (area) => (area === 'backup' ? { key: { secret: 'backup_key' } } : undefined),
    secret: async () => identity,
    database: async () => source.login,
    scratch,
  });
  const whole = await timed(async () => {
    let begun = 0;
    const { outcome } = await perform(backupCreate, given, {}, async () => {
      begun = performance.now();
      return Promise.resolve();
    });
    verify = performance.now() - begun;
    if (outcome.verdict !== 'verified') throw new Error(outcome.reason);
  });
  const drill = await timed(async () => {
    const { verdict, reason } = await check(backupDrill, given, {});
    if (verdict !== 'verified') throw new Error(reason);
  });
  return { bare, bareBytes: (await stat(bareFile)).size, create: whole - verify, verify, bytes: await newest(), drill };
}

async function newest(): Promise<number> {
  const parent = join(workspace.root, '.prestage/backups/staging');
  const id = (await readdir(parent)).toSorted().at(-1) ?? '';
  const names = await readdir(join(parent, id));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(parent, id, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

const line = (name: string, value: string): void => console.log(`${name.padEnd(48)}${value}`);

function report(measured: readonly Measured[]): void {
  const of = (name: keyof Measured): number => median(measured.map((each) => each[name]));
  const [create, size] = [of('create') / of('bare'), of('bytes') / of('bareBytes')];
  console.log(`${megabytes} MB, median of ${measured.length}`);
  line('pg_dump -Fc -Z0 | zstd -3 -T2', `${of('bare').toFixed(0)} ms, ${(of('bareBytes') / 1e6).toFixed(1)} MB`);
  line('backup.create: plan and apply', `${of('create').toFixed(0)} ms, ${(of('bytes') / 1e6).toFixed(1)} MB`);
  line(
    '  beside the bare dump',
    `${create.toFixed(2)} × (goal ${goals.create}) ${create <= goals.create ? 'met' : 'MISSED'}`,
  );
  line('  size beside it', `${size.toFixed(3)} × (goal ${goals.size}) ${size <= goals.size ? 'met' : 'MISSED'}`);
  line('backup.create: verify', `${of('verify').toFixed(0)} ms`);
  line('backup.drill', `${of('drill').toFixed(0)} ms`);
  if (create > goals.create || size > goals.size) process.exitCode = 1;
  line('  this process, at its most', `${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
