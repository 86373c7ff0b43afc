import { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import { notFound } from '../answers.ts';
import { stamp } from '../holder.ts';
import { pageOf } from '../paging.ts';
import type { GitHubState } from '../state.ts';
import { issueNumbered } from './find.ts';
import { readBody } from './read-body.ts';
import { shownComment } from './shown.ts';
import type { Comment } from './types.ts';

const commented = z.object({ body: z.string().min(1) });

/** Comments of issues, below `/repos/OWNER/REPO`. */
export function commentRoutes(state: GitHubState, clock: Clock): Hono {
  const app = new Hono();
  app.get('/issues/:number/comments', (c) => {
    const issue = issueNumbered(state, c.req.param('number'));
    const { items, headers } = pageOf(c, issue.comments);
    return c.json(
      items.map((comment) => shownComment(state, issue, comment)),
      200,
      { ...headers },
    );
  });
  app.post('/issues/:number/comments', async (c) => {
    const issue = issueNumbered(state, c.req.param('number'));
    const { body } = await readBody(c, commented);
    const now = stamp(clock.now());
    const id = 2_000_000 + state.issues.reduce((sum, each) => sum + each.comments.length, 0) + 1;
    const comment: Comment = { id, body, created_at: now, updated_at: now };
    issue.comments.push(comment);
    issue.updated_at = now;
    return c.json(shownComment(state, issue, comment), 201);
  });
  app.patch('/issues/comments/:id', async (c) => {
    const id = Number(c.req.param('id'));
    const issue = state.issues.find(({ comments }) => comments.some((each) => each.id === id));
    const comment = issue?.comments.find((each) => each.id === id);
    if (issue === undefined || comment === undefined) throw notFound();
    comment.body = (await readBody(c, commented)).body;
    comment.updated_at = stamp(clock.now());
    return c.json(shownComment(state, issue, comment));
  });
  return app;
}
