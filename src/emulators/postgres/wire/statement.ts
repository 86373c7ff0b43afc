import type { Call } from '../../kit/fault/fault.ts';
import type { Frame } from './frames.ts';

/** The SQL that a client's message carries: a simple query, or a statement to be prepared. */
export function sqlOf({ type, body }: Frame): string | undefined {
  const words = body.toString('utf8').split('\0');
  if (type === 'Q') return words[0] ?? '';
  return type === 'P' ? (words[1] ?? '') : undefined;
}

const longestShown = 200;

/**
 * SQL as a call: its first word, and its text on one line. What stands in quotes is left out: it may be a password.
 * Values that a client binds to `$1` are not part of it to begin with.
 */
export function describeSql(sql: string): Call {
  const shown = withoutQuotes(sql).replaceAll(/\s+/g, ' ').trim();
  const [verb = ''] = /^[A-Za-z]+/.exec(shown) ?? [];
  return { method: verb === '' ? 'EMPTY' : verb.toUpperCase(), path: shown.slice(0, longestShown) };
}

/** Whether it wants rows from the client: as one statement by itself, or among others. */
export function copiesFromClient(sql: string): 'alone' | 'among others' | undefined {
  const statements = withoutQuotes(sql)
    .split(';')
    .filter((statement) => statement.trim() !== '');
  if (!statements.some((statement) => /^\s*copy\b.*\bfrom\s+stdin\b/is.test(statement))) return undefined;
  return statements.length === 1 ? 'alone' : 'among others';
}

/** What stands in quotes, in whichever way, and comments. Whichever begins first hides the others. */
const hidden =
  /(?:--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|\bE'(?:[^'\\]|\\.|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$(?<tag>\w*)\$[\s\S]*?(?:\$\k<tag>\$|$)|(?:"(?:[^"]|"")*")/gis;

/** Comments are left out too; names in quotes stay. */
function withoutQuotes(sql: string): string {
  return sql.replaceAll(hidden, (found) => {
    if (found.startsWith('"')) return found;
    return found.startsWith('--') || found.startsWith('/*') ? ' ' : found.startsWith('$') ? '$…$' : "'…'";
  });
}
