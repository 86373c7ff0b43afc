import type { Command } from '../../core/command.ts';
import { Secret } from '../../core/secret.ts';

/**
 * The command as one line that can be pasted into a POSIX shell. A secret stands as a reference to a variable of its
 * name, never as its value; standard input is not shown.
 */
export function commandText(command: Command): string {
  const words = [...environmentWords(command), ...[command.program, ...command.args].map(quote)];
  const line = words.join(' ');
  return command.cwd === undefined ? line : `cd ${quote(command.cwd)} && ${line}`;
}

function environmentWords(command: Command): string[] {
  return Object.entries(command.env ?? {}).map(([name, value]) =>
    value instanceof Secret ? `${name}="$${name}"` : `${name}=${quote(value)}`,
  );
}

const plainWord = /^[\w@%+:,./=-]+$/;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u001F\u007F-\u009F]/;

function quote(word: string): string {
  if (controlCharacter.test(word)) return `$'${Array.from(word, ansiC).join('')}'`;
  return plainWord.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Inside `$'…'`: a terminal that shows the line must not obey what stands in it. */
function ansiC(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (!controlCharacter.test(character)) return character;
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
