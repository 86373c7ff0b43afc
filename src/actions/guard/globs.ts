import picomatch from 'picomatch';
import { isInside, withoutSlash } from '../../core/path-words.ts';

export type PathTest = (path: string) => boolean;

/**
 * Paths and globs as people write them: `*`, `**`, `?` and `{a,b}` mean what they mean in a shell, and every other character
 * means itself: `app/(group)/[id]/$route+.tsx` is a path. A folder allows all that is below it.
 */
export function pathTest(patterns: readonly string[]): PathTest {
  const tests = patterns.filter(isInside).flatMap((pattern) => {
    const glob = withOnlyGlobs(withoutSlash(pattern));
    return [glob, `${glob}/**`].map((each) => picomatch(each, { dot: true, nonegate: true, flags: 's' }));
  });
  return (path) => tests.some((fits) => fits(path));
}

function withOnlyGlobs(pattern: string): string {
  return pattern.replaceAll(/[^\p{L}\p{N}_/*?{},.-]/gu, String.raw`\$&`);
}
