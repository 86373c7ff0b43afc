import type { RefusedShape } from './refused.ts';
import { pattern, refusal } from './shell.ts';

/** Lines of shell that refuse a call of this shape. */
export function shapeTest(shape: RefusedShape): string[] {
  const refuse = refusal(shape.id, shape.why, shape.fix);
  const tests = [
    ...(shape.groups === undefined ? [] : groupsTest(shape.groups, refuse)),
    ...(shape.first === undefined ? [] : firstTest(shape.first, refuse)),
    ...(shape.authority === undefined ? [] : authorityTest(shape.authority, refuse)),
  ];
  if (shape.except === undefined) return tests;
  return [`case "$*" in ${pattern(`${shape.except}*`)}) ;; *)`, ...tests, ';; esac'];
}

/** One variable a group; the call is refused when all of them were set. */
function groupsTest(groups: readonly (readonly string[])[], refuse: string): string[] {
  const names = groups.map((_, index) => `_prestage_g${index}`);
  return [
    ...names.map((name) => `${name}=`),
    'for _prestage_a in "$@"; do',
    ...groups.map(
      (globs, index) => `  case "$_prestage_a" in ${globs.map(pattern).join('|')}) _prestage_g${index}=1;; esac`,
    ),
    'done',
    `[ "${names.map((name) => `$${name}`).join('')}" = ${'1'.repeat(groups.length)} ] && ${refuse}`,
  ];
}

function firstTest(globs: readonly string[], refuse: string): string[] {
  return [
    'for _prestage_a in "$@"; do',
    `  case "$_prestage_a" in -*) ;; ${globs.map(pattern).join('|')}) ${refuse};; *) break;; esac`,
    'done',
  ];
}

/** Arguments with spaces are prose or scripts; what they call comes by here itself. */
function authorityTest(globs: readonly string[], refuse: string): string[] {
  return [
    'for _prestage_a in "$@"; do',
    '  case "$_prestage_a" in *[[:space:]]*) ;; *://*)',
    '    _prestage_a=${_prestage_a#*://}; _prestage_a=${_prestage_a%%/*}',
    `    case "$_prestage_a" in ${globs.map(pattern).join('|')}) ${refuse};; esac;;`,
    '  esac',
    'done',
  ];
}
