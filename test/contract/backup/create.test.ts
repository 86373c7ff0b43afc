import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { backupCreate } from '../../../src/actions/backup/create.ts';
import { backupDrill } from '../../../src/actions/backup/drill.ts';
import { backupVerify } from '../../../src/actions/backup/verify.ts';
import { check, perform, plan } from '../../../src/actions/testing/workspace.ts';
import { Secret } from '../../../src/core/secret.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { refusalOf } from '../database/push.ts';
import { hasPostgres, stops } from '../database/workspace.ts';
import { openBackupPlace, type BackupPlace } from './place.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const folderOf = ({ root }: BackupPlace): string => join(root, '.prestage/backups/staging');

const people = `
insert into auth.users (id, email) select md5(n::text)::uuid, 'somebody-' || n || '@example.com' from generate_series(1, 10) n;
create table public.people (id bigserial primary key, who uuid references auth.users (id), words text);
insert into public.people (who, words) select id, 'a canary in a row' from auth.users;
`;

describe.skipIf(!hasPostgres)('needs postgres: a backup', () => {
  test('has nothing in it that can be read without the key, and opens to nobody else', async () => {
    const place = await openBackupPlace(people);
    const folder = join(folderOf(place), await place.take());
    const files = await readdir(folder);
    expect(files.toSorted()).toEqual([
      'beside.json.zst.age',
      'database.dump.zst.age',
      'fingerprint.json.zst.age',
      'manifest.json',
      'services.dump.zst.age',
    ]);
    for (const name of files)
      expect(await readFile(join(folder, name), 'latin1')).not.toMatch(/canary|people|somebody/);
    const other = place.context({ secret: async () => new Secret('backup_key', 'another passphrase that is long') });
    expect(await check(backupVerify, other, {})).toMatchObject({
      verdict: 'failed',
      facts: { code: 'backup.bad-manifest' },
    });
  });

  test("brings Supabase's own rows back, and what refers to them", async () => {
    const place = await openBackupPlace(people);
    await place.create();
    const outcome = await check(backupDrill, place.context(), {});
    expect(outcome.reason).toBeUndefined();
    expect(outcome).toMatchObject({ verdict: 'verified', facts: { rows: 20 } });
    expect(place.kept.get('backup')).toContain('"verdict":"verified"');
  });

  test('is of one moment, while others write', async () => {
    const place = await openBackupPlace(`${people}
      create table public.busy (id bigserial primary key, words text);
      insert into public.busy (words) select repeat(md5(n::text), 20) from generate_series(1, 20000) n`);
    const session = await openSession(place.source.admin);
    stops.push(async () => session.close());
    let written = 0;
    const stop = new AbortController();
    const writing = (async () => {
      while (!stop.signal.aborted) {
        await session.query(
          `insert into public.busy (words) values ('more'); update public.people set words = words || '.'`,
        );
        written += 1;
      }
    })();
    const created = await place.create();
    stop.abort();
    await writing;
    expect(created.verdict).toBe('verified');
    expect(written).toBeGreaterThan(10);
    expect(await check(backupDrill, place.context(), {})).toMatchObject({ verdict: 'verified' });
  });

  test('whose any byte was changed is named by the file', async () => {
    const place = await openBackupPlace('create table public.t (a int); insert into public.t values (1)');
    const folder = join(folderOf(place), await place.take());
    const files = await readdir(folder);
    const whole = new Map(
      await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name))] as const)),
    );
    const damages = fc.record({
      name: fc.constantFrom(...files),
      at: fc.double({ min: 0, max: 0.999999, noNaN: true }),
      bit: fc.nat({ max: 7 }),
      isCut: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(damages, async ({ name, at, bit, isCut }) => {
        const bytes = whole.get(name) ?? Buffer.alloc(0);
        const place_ = Math.floor(at * bytes.length);
        const path = join(folder, name);
        if (isCut) await truncate(path, place_);
        else
          await writeFile(
            path,
            bytes.map((byte, index) => (index === place_ ? byte ^ (1 << bit) : byte)),
          );
        const outcome = await check(backupVerify, place.context(), {});
        await writeFile(path, bytes);
        expect(outcome.verdict, `${name} at ${place_}`).toBe('failed');
        expect(outcome.reason).toContain(name);
      }),
      { numRuns: 30, examples: [[{ name: 'manifest.json', at: 0, bit: 7, isCut: false }]] },
    );
    expect(await check(backupVerify, place.context(), {})).toMatchObject({ verdict: 'verified' });
  });

  test('that was cut is never listed, and leaves nothing', async () => {
    const place = await openBackupPlace(people);
    const { exec } = place.context();
    // The server ends the dump in its middle.
    const cut = place.context({
      exec: async (command) => {
        const { takes } = command;
        if (takes === undefined) return exec(command);
        return exec({
          ...command,
          takes: async (bytes) =>
            takes(
              (async function* () {
                for await (const chunk of bytes) {
                  yield chunk.subarray(0, 100);
                  throw new Error('no room left');
                }
              })(),
            ),
        });
      },
    });
    await expect(perform(backupCreate, cut, {})).rejects.toThrow('no room left');
    expect(await readdir(folderOf(place))).toEqual([]);
    expect(await check(backupVerify, place.context(), {})).toMatchObject({
      verdict: 'failed',
      facts: { code: 'backup.none' },
    });
  });

  test('is refused before it begins where the key is no key', async () => {
    const place = await openBackupPlace('select 1', { key: new Secret('backup_key', 'AGE-SECRET-KEY-1NONE') });
    expect(await refusalOf(plan(backupCreate, place.context(), {}))).toMatchObject({ code: 'age.bad-identity' });
  });

  test('of a newer server than any pg_dump here says which package brings one', async () => {
    const place = await openBackupPlace('select 1');
    const { exec } = place.context();
    const old = place.context({
      exec: async (command) => {
        const result = await exec(command);
        return command.args[0] === '--version' ? { ...result, stdout: 'pg_dump (PostgreSQL) 9.6.1\n' } : result;
      },
    });
    const { code, fix } = await refusalOf(plan(backupCreate, old, {}));
    expect(code).toBe('backup.no-tool');
    expect(fix).toMatch(/postgresql-client-\d+/);
  });
});
