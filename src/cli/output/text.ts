import type { Stream } from '../process.ts';
import { blockLines } from './blocks/block-lines.ts';
import { failureLines } from './blocks/failure-lines.ts';
import type { Watcher } from './live/live-watcher.ts';
import type { Look, Output } from './port.ts';
import { writeLines } from './write-lines.ts';
import { safeLine } from '../../core/untrusted.ts';

interface TextStreams {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly watcher: Watcher;
  readonly look: (stream: Stream) => Look;
}

/** For people: the list and the result on stdout, failures and what is being done on stderr. */
export function textOutput({ stdout, stderr, watcher, look }: TextStreams): Output {
  return {
    watch: watcher.watch,
    progress: (line) => writeLines(stderr, [look(stderr).palette('dim', safeLine(line))]),
    payload(_object, people) {
      watcher.close();
      writeLines(
        stdout,
        people.flatMap((block) => blockLines(block, look(stdout))),
      );
    },
    failure(failure) {
      watcher.close();
      writeLines(stderr, failureLines(failure.data, look(stderr)));
    },
    close: watcher.close,
  };
}
