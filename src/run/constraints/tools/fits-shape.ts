import { shapesOf, type RefusedShape } from './refused.ts';

/**
 * Whether a shim refuses such a call for the words in it: what shape-test.ts asks in the shell, asked again of a call that
 * somebody may have recorded himself.
 */
export function isOfRefusedWords(program: string, args: readonly string[]): boolean {
  return shapesOf(program).some((shape) => fits(shape, args));
}

function fits({ groups, except }: RefusedShape, args: readonly string[]): boolean {
  if (groups === undefined || (except !== undefined && args.join(' ').startsWith(except))) return false;
  return groups.every((globs) => globs.some((glob) => args.some((word) => expressionOf(glob).test(word))));
}

/** Of a pattern of the shell: `*`, `?` and `[…]` mean something, and nothing else does. */
function expressionOf(glob: string): RegExp {
  const escaped = glob.replaceAll(
    /[^\w*?[\]-]/g,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'su');
}
