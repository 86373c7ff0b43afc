import type { Stream } from '../../process.ts';
import type { Look } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { writeLines } from '../write-lines.ts';
import type { Watcher } from './live-watcher.ts';
import { createTranscript } from './transcript.ts';

/** Plain lines, each written once: what a CI log or a file gets. */
export function plainWatcher(stream: Stream, look: () => Look): Watcher {
  const transcript = createTranscript();
  const say = (lines: readonly string[]): void => writeLines(stream, lines);
  return {
    watch(event) {
      if (event.kind === 'task.progress') say([`    ${event.number}: ${safeLine(event.line)}`]);
      say(transcript(event, look()));
    },
    say,
    close() {},
  };
}
