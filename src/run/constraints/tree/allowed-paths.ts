import picomatch from 'picomatch';
import type { Item } from '../../../core/order.ts';
import { isInside, looksLikePath, withoutSlash } from '../../../core/path-words.ts';

/** Whether a path of the workspace may be touched. */
export type PathTest = (path: string) => boolean;

/** Paths and globs as the order states them; a folder allows all that is below it. Nothing outside the workspace ever fits. */
export function pathTest(patterns: readonly string[]): PathTest {
  const tests = patterns.filter(isInside).flatMap((pattern) => {
    const path = withoutSlash(pattern);
    return [picomatch(path, { dot: true }), picomatch(`${path}/**`, { dot: true })];
  });
  return (path) => tests.some((fits) => fits(withoutSlash(path)));
}

/**
 * Paths that a task names in its own words: in back-ticks, by themselves or as words of a command; and plainly, where a word
 * can be nothing else. What its nested list names is its input, not its leave.
 */
export function pathsNamedBy(item: Item | undefined): readonly string[] {
  const words = (item?.codes ?? []).flatMap((code) => code.split(/\s+/));
  const plain = (item?.text ?? '').split(/\s+/).map(withoutPunctuation).filter(isPlainlyPath);
  return [...new Set([...words.filter(looksLikePath), ...plain])].toSorted();
}

function withoutPunctuation(word: string): string {
  return word.replace(/^[("'“‘[<]+/, '').replace(/[.,;:!?)"'”’\]>]+$/, '');
}

/** A file in a folder, a folder with its slash, a file of text; not `and/or`, `CI/CD` and `Node.js`. */
function isPlainlyPath(word: string): boolean {
  const isFile = /\.[a-z][a-z0-9]{0,5}$/i.test(word);
  const isText = /\.(?:mdx?|txt|jsonl?|ya?ml|toml|sql|csv)$/i.test(word);
  return looksLikePath(word) && (isText || (word.includes('/') && (isFile || word.endsWith('/'))));
}
