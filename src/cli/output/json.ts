import type { Stream } from '../process.ts';
import type { Watcher } from './live/live-watcher.ts';
import type { Output } from './port.ts';
import { safeLine } from '../../core/untrusted.ts';

/** What JSON lets stand in a string and a terminal would obey or hide, and the second sign of `##[error]`. */
const dangerous = /[\u007F-\u009F\u2028\u2029\p{Cf}]|(?<=#)#(?=\w*\[)/gu;

/** One object alone on stdout; what people like to follow goes to stderr. */
export function jsonOutput(stdout: Stream, stderr: Stream, people: Watcher): Output {
  return {
    watch: people.watch,
    progress: (line) => stderr.write(`${safeLine(line)}\n`),
    payload: (object) => stdout.write(jsonText(object)),
    failure: (failure) => stdout.write(jsonText({ error: failure.data })),
    close: people.close,
  };
}

export function jsonText(object: unknown): string {
  return `${JSON.stringify(object, undefined, 2).replaceAll(dangerous, escaped)}\n`;
}

/** A character beyond the first plane is two escapes. */
function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
