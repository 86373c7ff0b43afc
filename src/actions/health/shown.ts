import { cutTo, type Show } from '../../core/shown.ts';

/** A reply's own words, as records and messages show them. */
export function showing(redact: Show): Show {
  return cutTo(80, redact);
}
