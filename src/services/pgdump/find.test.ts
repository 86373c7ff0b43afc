import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import type { Exec } from '../../core/command.ts';
import { createExec } from '../process/exec.ts';
import { literalRedactor } from '../testing/redactor.ts';
import { findTool } from './find.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prestage-dump-'));
});
afterEach(async () => rm(folder, { recursive: true }));

/** A machine whose `pg_dump` says that it is of this version. */
async function machineWith(version: string): Promise<Exec> {
  const program = join(folder, 'pg_dump');
  await writeFile(program, `#!/bin/sh\necho "pg_dump (PostgreSQL) ${version}"\n`);
  await chmod(program, 0o755);
  return createExec({ root: folder, env: { PATH: folder }, redactor: literalRedactor(), clock: systemClock });
}

// No Debian has packages of these majors yet, whose own folder would come first.
test('a tool of the server’s version, or a newer one, is taken', async () => {
  expect(await findTool(await machineWith('98.1'), 'pg_dump', 98)).toEqual({ program: 'pg_dump', version: '98.1' });
  expect((await findTool(await machineWith('99.0'), 'pg_dump', 98)).version).toBe('99.0');
});

test('an older one is refused before it is called: what was found, and what to install', async () => {
  const exec = await machineWith('97.18 (Debian 97.18-1)');
  await expect(findTool(exec, 'pg_dump', 98, [join(folder, 'elsewhere')])).rejects.toMatchObject({
    data: {
      code: 'backup.no-tool',
      what: 'There is no pg_dump that a Postgres 98 lets in',
      fix: expect.stringContaining('postgresql-client-98'),
      tried: [
        '/usr/lib/postgresql/98/bin/pg_dump: not there',
        'pg_dump: 97.18 (Debian 97.18-1)',
        `${join(folder, 'elsewhere')}: not there`,
      ],
    },
  });
});
