import { checksOf } from './config.ts';
import { current, type Machine } from './machine.ts';

export interface CheckStatus {
  readonly name: string;
  readonly status: 'passing' | 'warning' | 'critical';
  readonly output: string;
  readonly updated_at: string;
}

/** How long a check that flaps stays one way. */
const turnMs = 3000;

/** What its checks say now: they are a function of when it started and of how its launch goes. */
export function checksNow(machine: Machine, now: number): readonly CheckStatus[] {
  return checksOf(current(machine).config).map(({ name, graceMs }) => {
    const { status, since } = statusOf(machine, graceMs, now);
    return { name, status, output: outputs[status], updated_at: new Date(since).toISOString() };
  });
}

const outputs = {
  passing: '200 OK Output: ""[✓]',
  warning: "the machine hasn't started",
  critical: 'connect: connection refused[✗]',
} as const;

type Status = Pick<CheckStatus, 'status'> & { readonly since: number };

function statusOf({ behaviour, startedAt, updatedAt }: Machine, graceMs: number, now: number): Status {
  if (startedAt === undefined) return { status: 'warning', since: updatedAt };
  const first = startedAt + graceMs + behaviour.checksPassAfterMs;
  if (now < first || behaviour.checks === 'never') return { status: 'critical', since: startedAt };
  if (behaviour.checks === 'pass') return { status: 'passing', since: first };
  const turn = Math.floor((now - first) / turnMs);
  return { status: turn % 2 === 0 ? 'passing' : 'critical', since: first + turn * turnMs };
}

/** Whether the proxy sends it anything. */
export function takesTraffic(machine: Machine, now: number): boolean {
  if (machine.state !== 'started' || machine.cordoned) return false;
  return checksNow(machine, now).every(({ status }) => status === 'passing');
}
