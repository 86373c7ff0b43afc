import { posix } from 'node:path';
import picomatch from 'picomatch';
import { digestOf } from '../../../services/files/digest.ts';
import { exists, readText } from '../../../services/files/read.ts';
import { walk } from '../../../services/files/walk.ts';

export interface FoundFile {
  readonly path: string;
  readonly sql: string;
  readonly sha256: string;
}

/** The pgTAP files that the globs name, in the order of their paths, as `supabase test db` takes them. */
export async function findTestFiles(root: string, globs: readonly string[]): Promise<readonly FoundFile[]> {
  const bases = new Set(globs.map(baseOf));
  const fits = picomatch([...globs], { dot: true });
  const paths = new Set<string>();
  for (const base of bases) {
    if (!(await exists(root, base))) continue;
    for (const path of await walk(root, base, (folder) => !/(?:^|\/)(?:node_modules|\.git)$/.test(folder)))
      if (fits(path)) paths.add(path);
  }
  return Promise.all([...paths].toSorted().map(async (path) => fileAt(root, path)));
}

/** The folder that holds all that a glob may name. */
function baseOf(glob: string): string {
  const { base, isGlob } = picomatch.scan(glob);
  return (isGlob ? base : posix.dirname(glob)) || '.';
}

async function fileAt(root: string, path: string): Promise<FoundFile> {
  const sql = await readText(root, path);
  return { path, sql, sha256: digestOf(sql) };
}
