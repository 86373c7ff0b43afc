import { safeLine } from './untrusted.ts';

/** How others' words are shown. */
export type Show = (text: string) => string;

/**
 * Others' words on one line, without secrets, and then cut to so many characters: half of a secret is none that a scan would
 * find. Taken out once more after what is invisible has gone, which may have stood within one.
 */
export function cutTo(most: number, redact: Show): Show {
  return (text) => {
    const line = redact(safeLine(redact(text)));
    return line.length <= most ? line : `${line.slice(0, most).replace(/[\uD800-\uDBFF]$/u, '')}…`;
  };
}
