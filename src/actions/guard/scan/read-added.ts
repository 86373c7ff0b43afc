import { Failure } from '../../../core/failure.ts';
import type { GitRange } from '../../../services/git/range.ts';
import type { Range } from '../range/resolve.ts';
import type { Change } from '../subject.ts';
import { markerStart } from './scanner.ts';
import { parseAdded, type AddedText } from './added.ts';

/** What one call of git may print, well under what is kept of it. */
const most = 4_000_000;
const mostPaths = 500;

/**
 * The added lines of every file, a call of git for as many of them as fit. A submodule has no lines here; a file whose name
 * cannot be read, or whose size is not known or too much, has a finding of its own. Throws Failure `guard.not-scanned`.
 */
export async function readAdded(
  git: GitRange,
  range: Range,
  changes: readonly Change[],
  prefix: string,
): Promise<readonly AddedText[]> {
  const found: AddedText[] = [];
  for (const batch of batchesOf(changes.filter(hasText))) {
    const diff = await git.added(
      range.mergeBase,
      range.head,
      batch.map(({ path }) => fromHere(path, prefix)),
    );
    const added = parseAdded(diff).map((each) => ({ ...each, path: inWorkspace(each.path, prefix) }));
    const names = new Set(added.map(({ path }) => path));
    const missing = batch.find(({ path }) => !names.has(path));
    if (missing !== undefined) throw notScanned(missing.path);
    for (const each of added) found.push(await withMarks(git, range, each, prefix));
  }
  return found;
}

/** Evidence has markers of redaction in it that are no secret: those are told apart from what was taken out on the way here. */
async function withMarks(git: GitRange, range: Range, added: AddedText, prefix: string): Promise<AddedText> {
  if (!added.text.includes(markerStart)) return added;
  return { ...added, marked: await git.linesWith(markerStart, range.head, fromHere(added.path, prefix)) };
}

function hasText({ status, mode, addedLines, plainName, bytes }: Change): boolean {
  return status !== 'deleted' && mode !== '160000' && addedLines > 0 && plainName && (bytes ?? most) < most;
}

function batchesOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const batches: Change[][] = [[]];
  let size = 0;
  for (const change of changes) {
    const bytes = change.bytes ?? 0;
    if (size + bytes > most || (batches.at(-1)?.length ?? 0) >= mostPaths) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(change);
    size += bytes;
  }
  return batches.filter((batch) => batch.length > 0);
}

/** Git takes paths from the folder that it is called in. */
function fromHere(path: string, prefix: string): string {
  return path.startsWith(':/') ? `${'../'.repeat(prefix.split('/').length - 1)}${path.slice(2)}` : `./${path}`;
}

function inWorkspace(path: string, prefix: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : `:/${path}`;
}

function notScanned(path: string): Failure {
  return new Failure({
    code: 'guard.not-scanned',
    what: `The added lines of ${path} were not looked at`,
    why: 'git did not print them',
    fix: 'Run `git diff` over it by hand and see; if it prints them, report it as a bug.',
    file: path,
  });
}
