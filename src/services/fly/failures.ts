import { Failure } from '../../core/failure.ts';
import { printable } from '../../core/untrusted.ts';
import type { HttpAnswer, HttpResult } from '../http/request.ts';
import type { FlyCall } from './client.ts';
import { apiError } from './schema.ts';

/** What Fly refused, or why nothing was heard of it. */
export function flyFailure({ doing, app }: Pick<FlyCall, 'doing' | 'app'>, result: HttpResult): Failure {
  const what = `Fly did not ${doing} of ${app}`;
  if (result.kind === 'trouble')
    return new Failure({
      code: 'fly.unreachable',
      what,
      why: `${result.detail} (${result.code})`,
      fix: 'Look whether this machine reaches api.machines.dev, and at status.flyio.net.',
    });
  const why = `it answered ${result.status}: ${wordsOf(result)}`;
  const { status } = result;
  if (status === 401 || status === 403)
    return new Failure({
      code: 'fly.token-rejected',
      what,
      why,
      fix: `Make a token for it (\`fly tokens create deploy -a ${app} -x 720h\`) and put it into the vault.`,
    });
  if (status === 404)
    return new Failure({
      code: 'fly.not-found',
      what,
      why,
      fix: `Look whether the app is called ${app} (\`fly apps list\`), and whether the token is of its organisation.`,
    });
  if (status === 408)
    return new Failure({
      code: 'fly.not-yet',
      what,
      why,
      fix: 'Ask again: what was awaited had not come about, or the answer took longer than Fly waits for one.',
    });
  if (status === 409 || status === 412)
    return new Failure({
      code: 'fly.conflict',
      what,
      why,
      fix: 'Somebody else is at work on it: wait until it is done (`fly machine list`, `fly releases`), and do it again.',
    });
  if (status === 429)
    return new Failure({
      code: 'fly.rate-limited',
      what,
      why,
      fix: 'Wait some seconds and do it again: what was written stays written.',
    });
  if (status >= 500)
    return new Failure({ code: 'fly.down', what, why, fix: 'Look at status.flyio.net, and do it again.' });
  return new Failure({ code: 'fly.refused', what, why, fix: 'Mend what Fly names, and do it again.' });
}

/** The error's own words and nothing else of the body: a request may come back in it. */
function wordsOf({ body }: HttpAnswer): string {
  try {
    const read = apiError.safeParse(JSON.parse(body.toString('utf8')));
    if (!read.success) return 'without an error of its own';
    const { message, error, data } = read.data;
    const holder = data?.owner === undefined ? '' : `, held by ${data.owner} until ${heldUntil(data.expires_at)}`;
    return `${printable(message ?? error ?? 'without words').slice(0, 200)}${printable(holder).slice(0, 200)}`;
  } catch {
    return 'no JSON';
  }
}

/** Fly counts leases in seconds since 1970. */
function heldUntil(expires: number | undefined): string {
  return expires === undefined ? 'it is let go' : new Date(expires * 1000).toISOString();
}
