import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Failure } from '../core/failure.ts';
import { notIgnored } from '../run/secrets/committed.ts';

/** What may lie in a vault's folder and be committed: words about it, never a value. */
const words = /(?:^|\/)(?:\.gitignore|\.gitkeep|[^/]*\.(?:md|example|sample|template))$/i;

/** Throws when git has, or would take, credentials of the vault: a rehearsal would copy them, and it opens none. */
export function refuseCredentials(paths: readonly string[], root: string, vault: string): void {
  const folder = resolve(root, vault);
  const problems = paths.filter((path) => liesIn(folder, join(root, path)) && !words.test(path)).map(notIgnored);
  const [first, ...others] = problems;
  if (first === undefined) return;
  if (others.length === 0) throw new Failure(first);
  throw new Failure({
    code: 'secrets.not-ignored',
    what: `${problems.length} files of the vault are not kept out of git`,
    why: 'a rehearsal copies what git has, and it reads no credential',
    fix: 'Mend each of them. What was pushed has to be exchanged.',
    problems,
  });
}

function liesIn(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
