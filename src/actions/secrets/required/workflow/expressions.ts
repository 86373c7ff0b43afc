/** One `secrets.X` or `vars.X` of an expression. */
export interface Reference {
  readonly context: 'secrets' | 'vars';
  /** In capitals, as GitHub keeps it; `*` for all of them, or for one that is known no sooner than it runs. */
  readonly name: string;
  /** Whether something stands behind `||`. */
  readonly isOptional: boolean;
  /** Where it stands in the text. */
  readonly at: number;
}

const plain = /\b(secrets|vars)\s*(?:\.\s*([A-Za-z_][\w-]*|\*)|\[\s*'([^']*)'\s*\]|(\[))(\s*(?:\|\||==|!=))?/giu;
const whole = /\btojson\s*\(\s*(secrets|vars)\s*\)/giu;

/** In `${{ … }}` alone, or in all of a text that is an expression by itself, as `if:` is. */
export function referencesIn(text: string, isExpression = false): readonly Reference[] {
  const spans = isExpression && !text.includes('${{') ? [{ inner: text, at: 0 }] : expressionsOf(text);
  return spans.flatMap(({ inner, at }) => inExpression(inner).map((found) => ({ ...found, at: at + found.at })));
}

function expressionsOf(text: string): readonly { inner: string; at: number }[] {
  return [...text.matchAll(/\$\{\{([\s\S]*?)\}\}/gu)].map((found) => ({ inner: found[1] ?? '', at: found.index + 3 }));
}

function inExpression(expression: string): readonly Reference[] {
  const code = withoutStrings(expression);
  const named = [...code.matchAll(plain)].map((found): Reference => {
    const [, context = '', member, index, , beyond] = found;
    const name = (member ?? index ?? '*').toUpperCase();
    return { context: contextOf(context), name, isOptional: beyond !== undefined || name === '*', at: found.index };
  });
  const all = [...code.matchAll(whole)].map((found): Reference => ({
    context: contextOf(found[1] ?? ''),
    name: '*',
    isOptional: true,
    at: found.index,
  }));
  return [...named, ...all];
}

function contextOf(word: string): Reference['context'] {
  return word.toLowerCase() === 'vars' ? 'vars' : 'secrets';
}

/** Strings become blanks of their length, except for those that are an index: `secrets['X']`. */
function withoutStrings(expression: string): string {
  return expression.replaceAll(/(\[\s*)?'(?:[^']|'')*'/gu, (text, index: string | undefined) =>
    index === undefined ? ' '.repeat(text.length) : text,
  );
}
