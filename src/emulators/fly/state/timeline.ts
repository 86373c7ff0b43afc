import { current, type Due, type ExitEvent, type Machine, type MachineEvent } from './machine.ts';
import { isCommand } from './config.ts';
import { ulid } from './ids.ts';

const keptEvents = 50;
/** Between a crash and the next start. */
const backoffMs = 1000;
const defaultRetries = 10;

/** Does everything that is due by now, each at its own time. */
export function settle(machine: Machine, now: number): void {
  for (let due = machine.due; due !== undefined && due.at <= now; due = machine.due) {
    machine.due = undefined;
    steps[due.step](machine, due.at);
    machine.updatedAt = due.at;
  }
}

const steps: Readonly<Record<Due['step'], (machine: Machine, at: number) => void>> = {
  rest(machine) {
    machine.state = 'stopped';
  },
  boot(machine, at) {
    const { bootMs, starts } = machine.behaviour;
    machine.state = 'starting';
    if (starts) machine.due = { at: at + bootMs, step: 'run' };
  },
  run(machine, at) {
    const { behaviour } = machine;
    machine.state = 'started';
    machine.startedAt = at;
    record(machine, { type: 'start', status: 'started', source: 'flyd', at, restarts: machine.restarts });
    if (behaviour.crashesAfterMs !== undefined) machine.due = { at: at + behaviour.crashesAfterMs, step: 'crash' };
    else if (isCommand(current(machine).config)) machine.due = { at: at + behaviour.commandMs, step: 'exit' };
  },
  crash(machine, at) {
    const { config } = current(machine);
    const retries = config.restart?.max_retries ?? defaultRetries;
    const policy = config.restart?.policy ?? 'on-failure';
    const restarting = policy === 'always' || (policy === 'on-failure' && machine.restarts < retries);
    machine.restarts += 1;
    ended(machine, at, { exit_code: machine.behaviour.exitCode, restarting });
    if (restarting) {
      machine.state = 'starting';
      machine.due = { at: at + backoffMs, step: 'run' };
    }
  },
  exit(machine, at) {
    ended(machine, at, { exit_code: machine.behaviour.commandExitCode });
    if (current(machine).config.auto_destroy === true) destroyed(machine, at);
  },
  stop(machine, at) {
    ended(machine, at, { requested_stop: true });
  },
  suspend(machine, at) {
    machine.state = 'suspended';
    machine.startedAt = undefined;
    record(machine, { type: 'suspend', status: 'suspended', source: 'flyd', at });
  },
  destroy: destroyed,
  revert(machine, at) {
    machine.versions = machine.versions.slice(0, -1);
    machine.state = 'started';
    machine.startedAt = at;
    record(machine, { type: 'update', status: 'failed', source: 'flyd', at });
    record(machine, { type: 'start', status: 'started', source: 'flyd', at });
  },
};

function ended(machine: Machine, at: number, how: Partial<ExitEvent>): void {
  machine.state = 'stopped';
  machine.startedAt = undefined;
  const exit_event = {
    exit_code: 0,
    oom_killed: false,
    requested_stop: false,
    restarting: false,
    signal: -1,
    exited_at: new Date(at).toISOString(),
    ...how,
  };
  record(machine, { type: 'exit', status: 'stopped', source: 'flyd', at, exit_event, restarts: machine.restarts });
}

function destroyed(machine: Machine, at: number): void {
  machine.state = 'destroyed';
  machine.startedAt = undefined;
  machine.lease = undefined;
  record(machine, { type: 'destroy', status: 'destroyed', source: 'flyd', at });
}

interface Happened extends Pick<MachineEvent, 'type' | 'status' | 'source'> {
  readonly at: number;
  readonly exit_event?: ExitEvent;
  readonly restarts?: number;
}

export function record(machine: Machine, { type, status, source, at, exit_event, restarts }: Happened): void {
  const request = {
    ...(exit_event === undefined ? {} : { exit_event }),
    ...(restarts === undefined ? {} : { restart_count: restarts }),
  };
  const event = { id: ulid(at), type, status, source, timestamp: Math.trunc(at), request };
  machine.events = [event, ...machine.events].slice(0, keptEvents);
}
