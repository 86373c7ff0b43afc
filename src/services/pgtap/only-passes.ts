import { stepsOf } from '../psql/script.ts';
import type { Token } from '../psql/tokens.ts';

const frame = /^(?:begin|start transaction|rollback|abort|set|reset)\b/;
const call =
  /^select (?:\* from )?(?:\w+ \. )?(plan|no_plan|finish|diag|pass|ok|is|isnt|cmp_ok|i?matches|doesnt_i?match|i?alike|uni?alike) \( (.*)\)$/;
const constants =
  /^(?:(?:''|\d+|\.|true|false|null|not|and|or|is|distinct|text|varchar|int|integer|bigint|numeric|boolean|uuid|jsonb?|::|[,=<>!+*/()[\]-]+) ?)*$/;
const says = new Set(['plan', 'no_plan', 'finish', 'diag']);

/**
 * Whether all that a file asserts is `pass(…)`, or of constants, as in `ok(true)` and `is(1, 1)`: it asks the database
 * nothing and is true of any. One statement that is something else may die, which is an assertion too; so may a file that
 * is included.
 */
export function onlyPasses(sql: string): boolean {
  let passes = 0;
  for (const step of stepsOf(sql)) {
    if (step.kind === 'unterminated') return false;
    if (step.kind === 'meta') {
      if (/^\\ir?\b|^\\include/.test(step.text)) return false;
      continue;
    }
    const words = wordsOf(step.tokens);
    if (frame.test(words)) continue;
    const [, name, given = ''] = call.exec(words) ?? [];
    if (name === undefined || /\b(?:select|from|where|case)\b/.test(given)) return false;
    if (says.has(name)) continue;
    if (name !== 'pass' && !constants.test(given)) return false;
    passes += 1;
  }
  return passes > 0;
}

/** In small letters, one blank between them; what is quoted is `''`, whatever it says. */
function wordsOf(tokens: readonly Token[]): string {
  return tokens
    .filter(({ kind }) => kind !== 'blank')
    .map(({ kind, text }) => (kind === 'quoted' ? `''` : text.toLowerCase()))
    .join(' ');
}
