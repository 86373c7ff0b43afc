import { shortened } from '../../push/place.ts';
import type { Statement } from '../../sql/parse.ts';

/** Words of an object's name that say what it is, and not which. */
const common = new Set(
  [
    'on of in to for from table view materialized policy trigger column default not null constraint index privileges row level',
    'security forced comment function procedure sequence schema type domain publication owner setting role database extension',
    'bucket public storage replica identity parameters rule statistics object postgres',
  ].flatMap((line) => line.split(' ')),
);

/**
 * The statement that an object is by: the last one with most of its names, and of those the one that speaks of its kind, or makes one.
 * `line 4: create policy …`; undefined where none has any of them.
 */
export function madeBy(object: string, statements: readonly Statement[]): string | undefined {
  const words = [...object.matchAll(/"((?:[^"]|"")+)"|[\w$]+/g)].map(([word, quoted]) =>
    (quoted ?? word).toLowerCase(),
  );
  const kind = words[0] ?? '';
  const scored = statements.map((statement) => {
    const text = statement.text.toLowerCase();
    const found = words.filter((word) => hasWord(text, word));
    const names = found.filter((word) => !common.has(word)).length;
    const makes = new RegExp(`^create\\b.* ${kind} `, 's').test(text) ? 0.5 : 0;
    return { statement, names, score: names * words.length + found.length + makes };
  });
  const best = Math.max(0, ...scored.filter(({ names }) => names > 0).map(({ score }) => score));
  const found = best === 0 ? undefined : scored.findLast(({ score }) => score === best)?.statement;
  return found === undefined ? undefined : `line ${found.line}: ${shortened(found.text)}`;
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + word.length))) return true;
  return false;
}

/** Whether a statement names a table, with its schema or without. */
export function mentions(text: string, table: string): boolean {
  const name = table.slice(table.indexOf('.') + 1).replaceAll('"', '');
  return hasWord(text.toLowerCase(), name.toLowerCase());
}
