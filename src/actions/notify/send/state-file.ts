import { z } from 'zod';
import type { Mode } from '../../../core/action.ts';
import { states } from '../../health/result.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { writeAtomic } from '../../../services/files/write-atomic.ts';
import { newState, type IncidentState } from '../incidents/state.ts';

const moment = z.iso.datetime();
const said = z.strictObject({
  state: z.enum(states),
  code: z.string().exactOptional(),
  summary: z.string(),
  next: z.string().exactOptional(),
});
const incident = z.strictObject({
  uuid: z.uuid(),
  key: z.string(),
  environment: z.string(),
  check: z.string(),
  kind: z.enum(['trouble', 'no-data']),
  severity: z.enum(['no-data', 'degraded', 'down']),
  flapping: z.boolean(),
  since: moment,
  openedAt: moment,
  actions: z.int().nonnegative(),
  reminders: z.int().nonnegative(),
  told: moment.exactOptional(),
});
const action = z.strictObject({
  id: z.string(),
  kind: z.enum(['open', 'escalate', 'flapping', 'steady', 'remind', 'close']),
  at: moment,
  incident,
  said,
});
const track = z.strictObject({
  recent: z.array(
    z.strictObject({
      mark: z.enum(['up', 'degraded', 'down', 'gap']),
      at: moment,
      spent: z.literal(true).exactOptional(),
    }),
  ),
  silent: z.strictObject({ count: z.int().positive(), since: moment }).exactOptional(),
  trouble: incident.exactOptional(),
  noData: incident.exactOptional(),
  said: said.exactOptional(),
  seen: moment.exactOptional(),
});

const byName = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value);

const stateFile = z.strictObject({
  format: z.literal('prestage.incidents/1'),
  environment: z.string(),
  mode: z.enum(['live', 'rehearsal']),
  seen: moment.exactOptional(),
  checks: z.record(z.string(), track),
  outbox: z.array(
    z.strictObject({ action, to: z.array(z.string()), only: byName(z.array(z.string())).exactOptional() }),
  ),
  threads: byName(byName(z.string())).default({}),
});

export interface FoundState {
  readonly state: IncidentState;
  /** Why it begins anew, where it does though something lay there. */
  readonly lost?: string;
}

export function statePath(environment: string): string {
  return `artifacts/ops/notify/${environment}/state.json`;
}

/** What the run before left. A rehearsal does not go on from a live state, nor the other way round. */
export async function readState(root: string, environment: string, mode: Mode): Promise<FoundState> {
  const path = statePath(environment);
  const text = await readTextIfThere(root, path);
  if (text === undefined) return { state: newState(environment) };
  const read = stateFile.safeParse(jsonIn(text));
  if (!read.success) return { state: newState(environment), lost: `${path} cannot be read and is kept aside` };
  const { mode: of, ...state } = read.data;
  if (of !== mode || state.environment !== environment) return { state: newState(environment) };
  return { state };
}

/** Whole or not at all. What lay there and could not be read is kept under a name of its own. */
export async function writeState(root: string, mode: Mode, state: IncidentState): Promise<void> {
  const path = statePath(state.environment);
  const text = await readTextIfThere(root, path);
  if (text !== undefined && !stateFile.safeParse(jsonIn(text)).success)
    await writeAtomic(root, path.replace(/\.json$/u, `.unreadable-${digestOf(text).slice(0, 12)}.json`), text);
  await writeAtomic(root, path, `${JSON.stringify({ ...state, mode }, undefined, 2)}\n`);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
