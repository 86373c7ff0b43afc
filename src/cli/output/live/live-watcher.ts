import type { Watch } from '../../../core/event.ts';
import type { CliProcess, Stream } from '../../process.ts';
import type { Look } from '../port.ts';
import { frame } from './frame.ts';
import { Screen } from './screen.ts';
import { advance, nothingRuns } from './state.ts';
import { createTranscript } from './transcript.ts';

const redrawMilliseconds = 100;

export interface Watcher {
  readonly watch: Watch;
  /** Lines that belong to no task. */
  readonly say: (lines: readonly string[]) => void;
  readonly close: () => void;
}

/** The task list of a terminal: what is settled scrolls up, what runs ticks below, what is to come waits under it. */
export function liveWatcher(
  process: Pick<CliProcess, 'every' | 'onResize' | 'clock'>,
  stream: Stream,
  look: () => Look,
): Watcher {
  const screen = new Screen(stream);
  const transcript = createTranscript();
  let state = nothingRuns;
  let stops: readonly (() => void)[] = [];

  const now = (): number => process.clock.now().getTime();
  const draw = (lines: readonly string[]): void => screen.draw(lines, frame(state, now(), stream.rows(), look()));
  const stop = (): void => {
    for (const end of stops) end();
    stops = [];
    screen.close();
  };

  return {
    watch(event) {
      state = advance(state, event, now());
      draw(transcript(event, look()));
      if (event.kind === 'run.opened')
        stops = [process.every(redrawMilliseconds, () => draw([])), process.onResize(() => draw([]))];
      if (event.kind === 'run.closed') stop();
    },
    say: draw,
    close: stop,
  };
}
