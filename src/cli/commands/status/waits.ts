import type { TaskRecord } from '../../../core/record.ts';
import type { Standing } from './standing.ts';

/** Something that somebody has to do, and the command that does it. */
export interface Wait {
  readonly task?: string;
  readonly what: string;
  readonly command: string;
}

/** What a run waits for. Nobody has to do anything for a run whose evidence is stale but run it again. */
export function waitsOf({ state, changed }: Standing): readonly Wait[] {
  const { run, mode, direction, tasks } = state.record;
  const again = mode === 'live' ? 'run' : 'rehearse';
  if (state.kind === 'running') return [];
  if (changed.length > 0)
    return [{ what: `${changed.join(' and ')} changed since`, command: `prestage ${again} ${direction.path}` }];
  if (state.kind === 'cut') return [cutWait(run, mode === 'live', direction.path)];
  const people = tasks.filter(({ verdict }) => verdict === 'waiting').map((task) => personWait(run, task));
  return [...people, ...(mode === 'live' ? goOnWait(run, tasks) : [])];
}

function cutWait(run: string, live: boolean, direction: string): Wait {
  return live
    ? { what: 'it was cut before its end', command: `prestage resume ${run}` }
    : { what: 'it was cut, and a rehearsal cannot go on', command: `prestage rehearse ${direction}` };
}

function personWait(run: string, { number, title, reason, fix }: TaskRecord): Wait {
  const command = fix ?? `prestage show ${run}`;
  return { task: number, what: `task ${number} (${title}): ${reason ?? 'it waits'}`, command };
}

/** A person's word may have cleared the way for what stood behind it. */
function goOnWait(run: string, tasks: readonly TaskRecord[]): readonly Wait[] {
  const blocked = tasks.filter(({ verdict }) => verdict === 'blocked').map(({ number }) => number);
  if (blocked.length === 0 || !tasks.some(({ verdict }) => verdict === 'attested')) return [];
  const what = `${blocked.length === 1 ? 'task' : 'tasks'} ${blocked.join(', ')} stood behind a task that is attested now`;
  return [{ what, command: `prestage resume ${run}` }];
}
