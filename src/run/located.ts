import type { Locate } from '../core/place.ts';

/** Of an action's own environment when none is named; where nobody says otherwise, everything is where its URL says. */
export function located(locate: Locate | undefined, environment: string | undefined): Locate {
  return (url, named = environment) => locate?.(url, named) ?? { url };
}
