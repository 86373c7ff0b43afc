import { z, type ZodType } from 'zod';
import { Failure } from '../../core/failure.ts';
import { printable } from '../../core/untrusted.ts';
import type { Fly } from './client.ts';

export interface Query {
  readonly text: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly app: string;
  /** Such as `list the releases`, for a Failure. */
  readonly doing: string;
}

const problem = z.object({
  message: z.string(),
  extensions: z.object({ code: z.string().optional() }).nullish(),
});
const envelope = z.object({ data: z.unknown(), errors: z.array(problem).nullish() });

/** Errors come with status 200. Throws the client's Failures, and those with what GraphQL names. */
export async function ask<Answer>(
  fly: Fly,
  { text, variables, app, doing }: Query,
  schema: ZodType<Answer>,
): Promise<Answer> {
  const { data, errors } = await fly.call(
    {
      method: 'POST',
      host: 'graphql',
      path: '/graphql',
      body: { query: text, variables },
      app,
      doing,
      isRepeatable: true,
    },
    envelope,
  );
  const [error] = errors ?? [];
  if (error !== undefined) throw refused({ app, doing }, error.message, error.extensions?.code ?? '');
  const read = schema.safeParse(data);
  if (read.success) return read.data;
  throw new Failure({
    code: 'fly.unreadable',
    what: `Fly's answer cannot be read: to ${doing} of ${app}`,
    why: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    fix: 'Look at status.flyio.net; if the API has changed, this Prestage is too old for it.',
  });
}

function refused({ app, doing }: Pick<Query, 'app' | 'doing'>, message: string, code: string): Failure {
  const what = `Fly did not ${doing} of ${app}`;
  const why = `GraphQL says: ${printable(message).slice(0, 200)}${code === '' ? '' : ` (${printable(code).slice(0, 40)})`}`;
  if (code === 'NOT_FOUND' || /could not (?:find|resolve)|not found/iu.test(message))
    return new Failure({
      code: 'fly.not-found',
      what,
      why,
      fix: `Look whether the app is called ${app} (\`fly apps list\`), and whether the token is of its organisation.`,
    });
  if (/unauthori[sz]ed|forbidden/iu.test(code + message))
    return new Failure({
      code: 'fly.token-rejected',
      what,
      why,
      fix: `Make a token for it (\`fly tokens create deploy -a ${app} -x 720h\`) and put it into the vault.`,
    });
  return new Failure({ code: 'fly.refused', what, why, fix: 'Mend what Fly names, and do it again.' });
}
