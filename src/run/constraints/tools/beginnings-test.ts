import type { Allowance, Beginnings } from './allowance.ts';
import { harmlessOptions } from './options.ts';
import { pattern, quote, refusal } from './shell.ts';

/**
 * Lines of shell that refuse a call whose arguments do not begin with words that the order allows. Options that change
 * nothing may stand before them. `skip` arguments at the front are left out, such as the `exec` of `npm exec`.
 */
export function beginningsTest(program: string, beginnings: Beginnings, { stated }: Allowance, skip = 0): string[] {
  const said = stated.filter((words) => words.split(' ')[0] === program).join(', ');
  const refuse = refusal(
    'not-these-words',
    `the order allows ${said} alone`,
    `Call one of these, or list \`${program}\` with the other words under Allowed Tools.`,
  );
  const options = harmlessOptions(program).map(pattern);
  return [
    '_prestage_words=0 _prestage_left=' + skip,
    '_prestage_said=',
    'for _prestage_a in "$@"; do',
    '  [ "$_prestage_left" -gt 0 ] && { _prestage_left=$((_prestage_left - 1)); continue; }',
    ...(options.length === 0
      ? []
      : [`  [ $_prestage_words = 0 ] && case "$_prestage_a" in ${options.join('|')}) continue;; esac`]),
    '  _prestage_words=$((_prestage_words + 1))',
    '  _prestage_said="$_prestage_said$_prestage_a\u001F"',
    `  [ $_prestage_words = ${Math.max(...beginnings.map((words) => words.length))} ] && break`,
    'done',
    `case "$_prestage_said" in ${beginnings.map(beginningPattern).join('|')}) ;; *) ${refuse};; esac`,
  ];
}

function beginningPattern(words: readonly string[]): string {
  return `${quote(words.map((word) => `${word}\u001F`).join(''))}*`;
}
