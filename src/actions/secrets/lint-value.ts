/** What is wrong with a value before it is pushed: never a word of the value itself. */
export interface ValueFinding {
  /** `refused` is never written; a `doubt` is told and written. */
  readonly severity: 'refused' | 'doubt';
  readonly why: string;
  readonly fix: string;
}

const rules: readonly (readonly [ValueFinding['severity'], (value: string) => boolean, string, string])[] = [
  ['refused', (value) => value === '', 'it is empty', 'Fill it in, or take it out of the map.'],
  [
    'refused',
    (value) => value.includes('\0'),
    'it holds a NUL, which no environment variable can',
    'Encode it: `encoding: "base64"`.',
  ],
  [
    'refused',
    (value) => /^(?:op|vault|secret|doppler|infisical):\/\//u.test(value),
    'it is a reference that nothing has resolved',
    'Use a source that resolves it.',
  ],
  [
    'refused',
    (value) => /^(?:<.*>|\$\{.*\}|\{\{.*\}\})$/su.test(value),
    'it is a placeholder',
    'Put the value in its place.',
  ],
  [
    'refused',
    (value) => /^(?:change[-_ ]?me|todo|tbd|xxx+|replace[-_ ]?me|your[-_ ].*|-|null|undefined|none)$/iu.test(value),
    'it is a word that stands for a value to come',
    'Put the value in its place.',
  ],
  [
    'doubt',
    (value) => /\r/u.test(value),
    'it holds a carriage return, as files from Windows do',
    'Save the file with plain line ends.',
  ],
  [
    'doubt',
    (value) => value !== value.trim() && !isPem(value),
    'it begins or ends with white space',
    'Take the white space out, or put quotes around what means it.',
  ],
  [
    'doubt',
    (value) => /^(["']).*\1$/su.test(value),
    'it stands in quotes that are part of it',
    'Take one pair of quotes away.',
  ],
  [
    'doubt',
    (value) => value.includes(String.raw`\n`) && value.includes('-----BEGIN'),
    String.raw`its line ends are written as \n, and no target makes lines of them`,
    'Put real line ends into quotes, or encode it.',
  ],
  [
    'doubt',
    (value) => /^(.)\1*$/su.test(value) && value.length > 3,
    'it is one letter over and over',
    'Look whether that is the value.',
  ],
];

const pem = /^-----BEGIN [A-Z ]+-----/u;

function isPem(value: string): boolean {
  return pem.test(value);
}

export function lintValue(value: string): readonly ValueFinding[] {
  return rules.flatMap(([severity, fits, why, fix]) => (fits(value) ? [{ severity, why, fix }] : []));
}
