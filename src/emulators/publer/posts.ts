import { Hono } from 'hono';
import type { Clock } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import { answer, errors, type PublerContext, type PublerEnv } from './context.ts';
import { madeUpId, type Post, type PublerState } from './state.ts';

const perPage = 10;
const workingMs = 5000;

/** What is under `/posts`: one scope to read them and to write them. */
export function postRoutes(state: PublerState, clock: Clock): Hono<PublerEnv> {
  const app = new Hono<PublerEnv>();
  app.get('/', (c) => {
    const { from, to, page = '0' } = c.req.query();
    if ((from === undefined) !== (to === undefined)) return errors(c, 400, 'from and to must be given together');
    const found = askedFor(c, from, to);
    const number = Math.max(0, Number.parseInt(page, 10) || 0);
    return answer(c, {
      posts: found.slice(number * perPage, (number + 1) * perPage).map((post) => postView(post, c)),
      total: found.length,
      page: number,
      per_page: perPage,
      total_pages: Math.ceil(found.length / perPage),
    });
  });
  app.get('/:id', (c) => {
    const post = c.get('scene').posts.find(({ id }) => id === c.req.param('id'));
    return post === undefined ? errors(c, 404, 'Post not found') : answer(c, postView(post, c));
  });
  const schedule = (c: PublerContext): Response => {
    const job = { id: madeUpId(), doneAt: new Date(clock.now().getTime() + workingMs) };
    state.jobs.push(job);
    return answer(c, { job_id: job.id }, 202);
  };
  app.post('/schedule', schedule);
  app.post('/schedule/publish', schedule);
  return app;
}

/** `state=failed`, or `state[]=failed` as often as need be; `scheduled` and its like stand for all that begin so. */
function askedFor(c: PublerContext, from = '', to = '\uFFFF'): readonly Post[] {
  const wanted = [...(c.req.queries('state') ?? []), ...(c.req.queries('state[]') ?? [])];
  const fits = (state: string): boolean =>
    wanted.length === 0 || wanted.some((want) => want === 'all' || want === state || state.startsWith(`${want}_`));
  return c.get('scene').posts.filter(({ state, scheduledAt }) => {
    const day = scheduledAt.toISOString().slice(0, 10);
    return fits(state) && day >= from.slice(0, 10) && day <= to.slice(0, 10);
  });
}

function postView(post: Post, c: PublerContext): JsonObject {
  const { accounts, user } = c.get('scene');
  return {
    id: post.id,
    text: post.text,
    url: null,
    state: post.state,
    type: 'status',
    account_id: post.accountId,
    user: { id: user.id, name: user.name, picture: '' },
    scheduled_at: post.scheduledAt.toISOString(),
    post_link: null,
    has_media: false,
    network: accounts.find(({ id }) => id === post.accountId)?.provider ?? null,
  };
}

/** `/job_status/:id`. Done is not well: what failed is told within, with status 200. */
export function jobStatus(c: PublerContext, clock: Clock): Response {
  const { jobs, is, accounts, workspace } = c.get('scene');
  const job = jobs.find(({ id }) => id === c.req.param('job'));
  if (job === undefined) return errors(c, 404, 'Job not found');
  const isWorking = is('job-stuck') || clock.now() < job.doneAt;
  if (isWorking) return answer(c, { status: 'working' });
  const [account] = accounts;
  const failure = {
    account_id: account?.id ?? null,
    account_name: account?.name ?? null,
    provider: account?.provider ?? null,
    message: "There's another post at this time. A one minute gap is required between posts",
  };
  const payload = { failures: is('job-failed') ? { [job.id]: [failure] } : {} };
  if (!is('wrapped')) return answer(c, { status: 'complete', payload });
  return answer(c, {
    status: 'complete',
    result: { status: 'complete', payload, plan: { rate: workspace.plan, locked: false } },
  });
}
