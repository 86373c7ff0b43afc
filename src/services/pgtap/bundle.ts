import { readFile } from 'node:fs/promises';
import { Failure } from '../../core/failure.ts';

/** pgTAP as one SQL script, for a Postgres that has it not installed. */
export interface PgtapScript {
  readonly version: string;
  readonly sql: string;
}

/** Out of the npm package that brings pgTAP to PGlite: it is SQL alone, so that any Postgres takes it. */
export async function readPgtapScript(): Promise<PgtapScript> {
  const { parseTarGzip } = await import('nanotar');
  const archive = new URL('pgtap.tar.gz', import.meta.resolve('@electric-sql/pglite-pgtap'));
  const files = await parseTarGzip(await readFile(archive));
  for (const { name, text } of files) {
    const version = /\/pgtap--([\d.]+)\.sql$/.exec(name)?.[1];
    if (version !== undefined) return { version, sql: text };
  }
  throw new Failure({
    code: 'pgtap.no-script',
    what: 'pgTAP cannot be brought to the scratch database',
    why: 'the npm package @electric-sql/pglite-pgtap holds no script that makes it',
    fix: 'Install the packages again: `npm ci`.',
  });
}
