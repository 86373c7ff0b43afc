import type { Stream } from '../process.ts';

/** In one write, so that nothing comes between. */
export function writeLines(stream: Stream, lines: readonly string[]): void {
  if (lines.length > 0) stream.write(lines.map((line) => `${line}\n`).join(''));
}
