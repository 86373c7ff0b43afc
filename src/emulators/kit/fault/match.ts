import picomatch from 'picomatch';
import type { Call, CallMatcher } from './fault.ts';

/** Reads a matcher once into the question that it asks of each call. */
export function matcherOf(when: CallMatcher): (call: Call) => boolean {
  const method = when.method?.toUpperCase();
  const fitsPath = pathMatcher(when.path);
  return (call) => (method === undefined || method === call.method.toUpperCase()) && fitsPath(call.path);
}

function pathMatcher(path: string | RegExp | undefined): (path: string) => boolean {
  if (path === undefined) return () => true;
  // `search` knows nothing of lastIndex: a RegExp with the g flag would otherwise fit every second call.
  if (path instanceof RegExp) return (candidate) => candidate.search(path) !== -1;
  const fits = picomatch(path, { dot: true });
  // A path with brackets in it is a pattern to picomatch; written out in full it must fit itself all the same.
  return (candidate) => candidate === path || fits(candidate);
}
