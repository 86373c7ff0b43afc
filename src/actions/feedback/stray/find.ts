import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import picomatch from 'picomatch';
import type { ActionContext } from '../../../core/action.ts';
import { codeOf } from '../../../services/files/failures.ts';
import { readBytes } from '../../../services/files/read.ts';
import { createGit } from '../../../services/git/client.ts';
import type { TidySettings } from '../settings.ts';
import { targetsNamedIn } from './links.ts';

/** The Markdown of a workspace, sorted by what a clean-up may do with it. */
export interface MarkdownFiles {
  /** To be moved: nothing says that it belongs, and nothing points at it. */
  readonly stray: readonly string[];
  /** Would be stray, but stays; `linkedFrom` is empty for a symbolic link. */
  readonly pointedAt: readonly { readonly path: string; readonly linkedFrom: readonly string[] }[];
  /** Everything else, protected or kept by the settings. */
  readonly belongs: readonly string[];
}

/** What Prestage itself writes is never stray. */
const ours = ['artifacts/ops/**', '.prestage/**', '**/node_modules/**'];

/** Tracked, and untracked but not ignored. */
export async function findMarkdown(context: ActionContext, settings: TidySettings): Promise<MarkdownFiles> {
  const files = await markdownFiles(context);
  const belongs = picomatch([...settings.keep, ...settings.protect, ...ours, ...ofTheRun(context), inside(settings)], {
    dot: true,
  });
  const candidates = files.filter((file) => !belongs(file));
  const plain = await plainFiles(context.root, candidates);
  const links = await inboundLinks(context.root, files, plain, picomatch(inside(settings), { dot: true }));
  return {
    stray: plain.filter((file) => !links.has(file)),
    pointedAt: candidates
      .filter((file) => links.has(file) || !plain.includes(file))
      .map((path) => ({ path, linkedFrom: links.get(path) ?? [] })),
    belongs: files.filter((file) => belongs(file)),
  };
}

function inside(settings: TidySettings): string {
  return `${settings.archive.replace(/\/+$/, '')}/**`;
}

/** The direction that is being run, as literal globs. */
function ofTheRun(context: ActionContext): readonly string[] {
  return context.run === undefined ? [] : [context.run.direction.replaceAll(/[\\*?[\](){}!+@|]/g, String.raw`\$&`)];
}

async function markdownFiles(context: ActionContext): Promise<readonly string[]> {
  const git = createGit(context.exec);
  const all = new Set([...(await git.tracked()), ...(await git.untracked())]);
  const named = [...all].filter((file) => /\.(?:md|markdown)$/i.test(file)).sort();
  const there = await Promise.all(named.map((file) => kindOf(context.root, file)));
  return named.filter((_, index) => there[index] !== 'missing');
}

async function plainFiles(root: string, files: readonly string[]): Promise<readonly string[]> {
  const kinds = await Promise.all(files.map((file) => kindOf(root, file)));
  return files.filter((_, index) => kinds[index] === 'file');
}

async function kindOf(root: string, file: string): Promise<'file' | 'other' | 'missing'> {
  try {
    return (await lstat(join(root, file))).isFile() ? 'file' : 'other';
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return 'missing';
    throw error;
  }
}

/** For each candidate that other Markdown points at: from where. What lies in the archive points at nothing. */
async function inboundLinks(
  root: string,
  files: readonly string[],
  candidates: readonly string[],
  isArchived: (file: string) => boolean,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  for (const file of files) {
    if (isArchived(file) || (await kindOf(root, file)) !== 'file') continue;
    const text = new TextDecoder().decode(await readBytes(root, file));
    for (const target of targetsNamedIn(text, file, candidates))
      found.set(target, [...(found.get(target) ?? []), file]);
  }
  return found;
}
