import type { RunRecord, TaskRecord } from '../../../core/record.ts';
import type { Stream } from '../../process.ts';
import { partsOf } from '../blocks/closing.ts';
import type { Watcher } from '../live/live-watcher.ts';
import { createTranscript } from '../live/transcript.ts';
import type { Look } from '../port.ts';
import { safeLine } from '../../../core/untrusted.ts';
import { writeLines } from '../write-lines.ts';
import { workflowCommand } from './workflow-command.ts';

/** A group for what each task says while it runs, its verdict outside the group, an annotation for each that failed. */
export function groupWatcher(
  stream: Stream,
  look: () => Look,
  summarise: (record: RunRecord, page: string) => void,
): Watcher {
  const transcript = createTranscript();
  let open = false;
  /** Of the task that runs; a task that says nothing needs no group. */
  let title = '';
  let direction = '';
  const say = (lines: readonly string[]): void => writeLines(stream, lines);
  const close = (): void => {
    if (open) say(['::endgroup::']);
    open = false;
  };
  const tell = (line: string): void => {
    say([...(open ? [] : [workflowCommand('group', safeLine(title))]), `    ${safeLine(line)}`]);
    open = true;
  };

  return {
    watch(event) {
      if (event.kind === 'run.opened') ({ direction } = event);
      if (event.kind === 'task.progress') tell(event.line);
      else close();
      if (event.kind === 'task.started') title = `${event.number} ${event.title}`;
      say(transcript(event, look()));
      if (event.kind === 'run.closed') {
        say(annotations(event.record, direction));
        summarise(event.record, event.page);
      }
    },
    say,
    close,
  };
}

function annotations(record: RunRecord, file: string): readonly string[] {
  const failed = partsOf(record).filter((part) => part.verdict === 'failed');
  return failed.map((part) => workflowCommand('error', wordsOf(part), { file, title: `${part.number} ${part.title}` }));
}

function wordsOf({ reason = 'no reason was recorded', fix }: TaskRecord): string {
  return fix === undefined ? reason : `${reason}\n→ ${fix}`;
}
