import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import type { Clone } from './clone.ts';
import { environmentOfTests, type Ended } from './prestage.ts';

/** What a colleague has in hand while a rehearsal goes on: the copy, and staging's Postgres by the rehearsal's own password. */
export interface Going {
  readonly copy: string;
  readonly query: (sql: string) => Promise<void>;
}

/**
 * `prestage rehearse …` as a person sees it; once the first task is settled, and long before the boxes are looked at,
 * somebody else does something by hand. Not in a network namespace of its own: that somebody comes from outside.
 */
export async function rehearseBeside(
  clone: Clone,
  args: readonly string[],
  byHand: (going: Going) => Promise<void>,
): Promise<Ended> {
  const program = [join(clone.root, 'src/cli/bin.ts'), 'rehearse', ...args, '--workspace', clone.workspace];
  const child = spawn(process.execPath, program, {
    cwd: clone.root,
    env: environmentOfTests(clone),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const said = { stdout: '', stderr: '' };
  child.stderr.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  let place = '';
  let hand: Promise<void> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    said.stdout += `${line}\n`;
    place = /supabase db push to (127\.0\.0\.1:\d+\/postgres)/.exec(line)?.[1] ?? place;
    if (/^\s*✓\s+1\s/u.test(line)) hand ??= goingIn(clone, place).then(byHand);
  }
  await hand;
  const [code] = await ended;
  return { code: Number(code), ...said };
}

async function goingIn(clone: Clone, place: string): Promise<Going> {
  const rehearsal = await newest(clone);
  return {
    copy: join(rehearsal, 'repository/examples/hotdash'),
    query: async (sql) => {
      const file = join(rehearsal, 'vault/supabase_database_password_staging.env');
      const password = (await readFile(file, 'utf8')).trim().split('=')[1] ?? '';
      const client = new pg.Client({ connectionString: `postgres://postgres:${password}@${place}` });
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    },
  };
}

/** They are named by the time at which they began. */
async function newest(clone: Clone): Promise<string> {
  const cwd = join(clone.workspace, '.prestage/rehearsals');
  return join(cwd, (await readdir(cwd)).toSorted().at(-1) ?? '');
}
