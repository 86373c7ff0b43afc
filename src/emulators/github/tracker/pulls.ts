import { Hono } from 'hono';
import { notFound } from '../answers.ts';
import { pageOf } from '../paging.ts';
import type { GitHubState } from '../state.ts';
import { labelNamed } from './labels.ts';
import { shownLabel, shownUser } from './shown.ts';
import type { Pull, PullFile } from './types.ts';

/** Pull requests as far as a guard reads them: head, base, labels, body, files. Below `/repos/OWNER/REPO`. */
export function pullRoutes(state: GitHubState): Hono {
  const app = new Hono();
  const find = (number: string): Pull => {
    const pull = state.pulls.find((each) => each.number === Number(number));
    if (pull === undefined) throw notFound();
    return pull;
  };
  app.get('/pulls/:number', (c) => c.json(shownPull(state, find(c.req.param('number')))));
  app.get('/pulls/:number/files', (c) => {
    // GitHub names 3,000 files at most, and says nothing of the rest.
    const { items, headers } = pageOf(c, find(c.req.param('number')).files.slice(0, 3000));
    return c.json(items.map(shownFile), 200, { ...headers });
  });
  return app;
}

function shownPull(state: GitHubState, pull: Pull) {
  return {
    number: pull.number,
    title: pull.title,
    body: pull.body,
    state: pull.state,
    user: shownUser(state.owner),
    labels: pull.labels.map((name) => shownLabel(state, labelNamed(state, name))),
    head: { ...pull.head, repo: { full_name: `${state.owner}/${state.repository}` } },
    base: { ...pull.base, repo: { full_name: `${state.owner}/${state.repository}` } },
    changed_files: pull.files.length,
    additions: pull.files.reduce((sum, { additions }) => sum + additions, 0),
    deletions: pull.files.reduce((sum, { deletions }) => sum + deletions, 0),
  };
}

function shownFile(file: PullFile) {
  return { ...file, sha: '0'.repeat(40), changes: file.additions + file.deletions };
}
