import { safeLine } from '../../core/untrusted.ts';

/** How a reply's own words are shown. */
export type Show = (text: string) => string;

const most = 80;

/**
 * A reply's words on one line, without secrets, and then cut: half of a secret is none that a scan would find. Taken out once
 * more after what is invisible has gone, which may have stood within one.
 */
export function showing(redact: Show): Show {
  return (text) => {
    const line = redact(safeLine(redact(text)));
    return line.length <= most ? line : `${line.slice(0, most).replace(/[\uD800-\uDBFF]$/u, '')}…`;
  };
}
