import { Hono } from 'hono';
import { z } from 'zod';
import { notFound } from '../answers.ts';
import type { GitHubState } from '../state.ts';
import { issueNumbered } from './find.ts';
import { labelNames } from './issues.ts';
import { labelNamed } from './labels.ts';
import { readBody } from './read-body.ts';
import { shownLabel } from './shown.ts';
import type { Issue } from './types.ts';

const labelled = z.union([labelNames, z.object({ labels: labelNames }).transform(({ labels }) => labels)]);

/** The labels of an issue, below `/repos/OWNER/REPO`. */
export function issueLabelRoutes(state: GitHubState): Hono {
  const app = new Hono();
  const shownLabels = (issue: Issue) => issue.labels.map((name) => shownLabel(state, labelNamed(state, name)));
  app.get('/issues/:number/labels', (c) => c.json(shownLabels(issueNumbered(state, c.req.param('number')))));
  app.post('/issues/:number/labels', async (c) => {
    const issue = issueNumbered(state, c.req.param('number'));
    const names = (await readBody(c, labelled)).map((name) => labelNamed(state, name).name);
    issue.labels = [...new Set([...issue.labels, ...names])];
    return c.json(shownLabels(issue));
  });
  app.delete('/issues/:number/labels/:name', (c) => {
    const issue = issueNumbered(state, c.req.param('number'));
    const name = c.req.param('name').toLowerCase();
    if (!issue.labels.some((own) => own.toLowerCase() === name)) throw notFound();
    issue.labels = issue.labels.filter((own) => own.toLowerCase() !== name);
    return c.json(shownLabels(issue));
  });
  return app;
}
