import type { ActionContext } from '../../../core/action.ts';
import type { CommandResult } from '../../../core/command.ts';
import type { DatabaseLogin } from '../../../core/database.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { readTextIfThere } from '../../../services/files/read.ts';
import { openSupabase, type PushResult } from '../../../services/supabase/client.ts';
import type { PlannedFile, PushData } from './data.ts';
import { counted } from './place.ts';
import { askServer, endWaiting, type ServerState } from './server.ts';

export interface PushWish {
  readonly all: boolean;
  readonly seconds: number;
  readonly wait: number;
}

/** What the CLI said and what the server says afterwards. */
export interface Pushed {
  readonly said: PushResult;
  readonly server: ServerState;
}

/** Pushes as planned. Throws Failure `database.changed-since-plan`; what the CLI runs into is no Failure but told. */
export async function applyPush(context: ActionContext, data: PushData, wish: PushWish): Promise<Pushed> {
  const login = await context.database();
  await refuseChanged(context.root, login, data);
  const supabase = await openSupabase(context.exec, data.cli);
  context.say(`supabase db push to ${data.target}: ${counted(data.pending.length, 'file')}`);
  const said = await supabase.push(login, {
    includeAll: wish.all,
    timeoutMs: wish.seconds * 1000,
  });
  await context.keep('push.log', logOf(said.result));
  if (said.error?.code === 'timeout') {
    const ended = await endWaiting(login, data.pending);
    if (ended > 0) context.say('the server was told to end what waited for a lock');
  }
  return { said, server: await askServer(login, data.pending, wish.wait * 1000) };
}

/** Whatever was looked at may have changed while somebody approved it. */
async function refuseChanged(root: string, login: DatabaseLogin, data: PushData): Promise<void> {
  const others = await Promise.all(data.pending.map(async (file) => ((await isSame(root, file)) ? [] : [file.name])));
  const [other] = others.flat();
  if (other !== undefined) throw changed(`${other} is not what it was`);
  const { applied, going } = await askServer(login, data.pending, 0);
  if (going.length > 0) throw changed('the same push is going on at the server');
  const isAsBefore = applied.size === data.applied.length && data.applied.every((version) => applied.has(version));
  if (!isAsBefore) throw changed('somebody else has pushed meanwhile');
}

async function isSame(root: string, { path, sha256 }: PlannedFile): Promise<boolean> {
  const text = await readTextIfThere(root, path);
  return text !== undefined && digestOf(text) === sha256;
}

function changed(why: string): Failure {
  return new Failure(
    {
      code: 'database.changed-since-plan',
      what: 'The push is no longer the one that was planned',
      why: `${why}; nothing was applied`,
      fix: 'Plan it again.',
    },
    exitCodes.unsettled,
  );
}

export function logOf(result: CommandResult): string {
  const ending = result.timedOut ? 'ended: time-out' : `exit ${result.exitCode ?? result.signal ?? 'none'}`;
  return `$ ${result.command}\n${result.stderr}${result.stdout}\n[${ending}, ${result.durationMs} ms]\n`;
}
