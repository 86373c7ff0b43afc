import { succeeded, type Exec } from '../../core/command.ts';
import { Failure } from '../../core/failure.ts';
import { version } from './argv.ts';

export interface FoundTool {
  readonly program: string;
  /** `15.18 (Debian …)` */
  readonly version: string;
}

/**
 * A `pg_dump` or `pg_restore` that is no older than the server, which an older one refuses: of where Debian keeps one version
 * beside another, since what it has on PATH is a script that chooses by its own mind; of PATH; or one that came with a
 * Postgres (`further`). Throws Failure `backup.no-tool`, which names the package.
 */
export async function findTool(
  exec: Exec,
  name: 'pg_dump' | 'pg_restore',
  major: number,
  further: readonly string[] = [],
): Promise<FoundTool> {
  const tried: string[] = [];
  for (const program of [`/usr/lib/postgresql/${major}/bin/${name}`, name, ...further]) {
    const result = await exec(version(program));
    const said = succeeded(result) ? /\(PostgreSQL\) (\d.*)/.exec(result.stdout)?.[1]?.trim() : undefined;
    if (said !== undefined && Number.parseInt(said, 10) >= major) return { program, version: said };
    tried.push(`${program}: ${said ?? 'not there'}`);
  }
  throw new Failure({
    code: 'backup.no-tool',
    what: `There is no ${name} that a Postgres ${major} lets in`,
    why: `it has to be of version ${major} or newer`,
    fix: `Install it: \`apt-get install postgresql-client-${major}\` (from apt.postgresql.org where the system has none), or \`brew install libpq\`.`,
    tried,
  });
}
