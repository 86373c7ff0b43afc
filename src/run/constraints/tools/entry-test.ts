import type { Allowance } from './allowance.ts';
import { pattern, refusal } from './shell.ts';

/** Scripts that node is handed where a tool is meant, by the ends of their names. */
const entries = { npm: 'npm-cli.js', npx: 'npx-cli.js' } as const;

/** Lines of shell in a shim of node: `node …/npm-cli.js publish` is held to what holds for `npm publish`. */
export function entryTest(allowance: Allowance, testsOf: (name: string) => readonly string[]): string[] {
  return Object.entries(entries).flatMap(([name, file]) => [
    `_prestage_${name}() {`,
    '  while [ $# -gt 0 ]; do',
    `    case "$1" in ${pattern(file)}|*/${pattern(file)}) shift`,
    ...(allowance.limited && !allowance.tools.has(name) ? [notAllowed(name)] : testsOf(name)),
    '      return;;',
    '    esac',
    '    shift',
    '  done',
    '}',
    `_prestage_${name} "$@"`,
  ]);
}

function notAllowed(name: string): string {
  return refusal(
    'not-allowed',
    `it is \`${name}\`, which the order does not allow`,
    `List \`${name}\` under Allowed Tools.`,
  );
}
