import { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import { readBody } from './read-body.ts';
import { stamp } from '../holder.ts';
import { pageOf } from '../paging.ts';
import type { GitHubState } from '../state.ts';
import { shownIssue } from './shown.ts';
import { labelNamed } from './labels.ts';
import type { Issue } from './types.ts';
import { issueNumbered } from './find.ts';

/** Names, or labels as GitHub shows them. */
export const labelNames = z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]));
const opened = z.object({ title: z.string().min(1), body: z.string().nullish(), labels: labelNames.default([]) });
const edited = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'reopened']).nullish(),
  labels: labelNames.optional(),
});

/** Issues, below `/repos/OWNER/REPO`. */
export function issueRoutes(state: GitHubState, clock: Clock): Hono {
  const app = new Hono();
  app.get('/issues', (c) => {
    const { state: wanted = 'open', labels = '' } = c.req.query();
    const names = labels.split(',').filter((name) => name !== '');
    const fitting = state.issues
      .filter((issue) => wanted === 'all' || issue.state === wanted)
      .filter((issue) => names.every((name) => issue.labels.some((own) => own.toLowerCase() === name.toLowerCase())))
      .toSorted((a, b) => b.number - a.number);
    const { items, headers } = pageOf(c, fitting);
    return c.json(
      items.map((issue) => shownIssue(state, issue)),
      200,
      { ...headers },
    );
  });
  app.post('/issues', async (c) => {
    const { title, body = null, labels } = await readBody(c, opened);
    const now = stamp(clock.now());
    const number = state.issues.length + state.pulls.length + 1;
    const issue: Issue = {
      id: 1_000_000 + number,
      number,
      title,
      body,
      state: 'open',
      stateReason: null,
      labels: state.dropsLabels ? [] : labels.map((name) => labelNamed(state, name).name),
      created_at: now,
      updated_at: now,
      closedAt: null,
      comments: [],
    };
    state.issues.push(issue);
    return c.json(shownIssue(state, issue), 201);
  });
  app.get('/issues/:number', (c) => c.json(shownIssue(state, issueNumbered(state, c.req.param('number')))));
  app.patch('/issues/:number', async (c) => {
    const issue = issueNumbered(state, c.req.param('number'));
    edit(issue, await readBody(c, edited), stamp(clock.now()), (name) => labelNamed(state, name).name);
    return c.json(shownIssue(state, issue));
  });
  return app;
}

function edit(issue: Issue, wanted: z.infer<typeof edited>, now: string, known: (name: string) => string): void {
  issue.title = wanted.title ?? issue.title;
  if (wanted.body !== undefined) issue.body = wanted.body;
  if (wanted.labels !== undefined) issue.labels = wanted.labels.map(known);
  if (wanted.state !== undefined && wanted.state !== issue.state) {
    issue.state = wanted.state;
    issue.closedAt = wanted.state === 'closed' ? now : null;
    issue.stateReason = wanted.state_reason ?? (wanted.state === 'closed' ? 'completed' : 'reopened');
  }
  issue.updated_at = now;
}
