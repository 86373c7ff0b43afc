import { createGitHub } from '../../../services/github/client.ts';
import { issuesOf, type Issue, type Issues } from '../../../services/github/issues.ts';
import { Failure } from '../../../core/failure.ts';
import type { Digest } from '../message/digest.ts';
import { idsOf, type Dispatch, type Taken } from './channel.ts';
import { hasTold, markerOf } from './issue/marks.ts';
import { openIn, type OpenOne } from './issue/standing.ts';
import { issueText, newsText } from './issue/text.ts';
import type { WebSettings } from './settings.ts';

type IssueSettings = WebSettings & { kind: 'github-issue' };

/**
 * One issue for an environment, found by its label and a mark that is not shown: opened when the first incident is, edited in
 * place, closed when the last is over, opened again by the next. Who closes it by hand has peace until there is news.
 */
export async function sendGithubIssue(settings: IssueSettings, dispatch: Dispatch): Promise<Taken> {
  const { context, digest, timeoutMs } = dispatch;
  const token = await context.secret(settings.token);
  const [owner = '', repo = ''] = settings.repository.split('/');
  const api = context.locate(settings.api).url.replace(/\/$/u, '');
  const issues = issuesOf(createGitHub({ api, token, patience: 0 }), { owner, repo }, AbortSignal.timeout(timeoutMs));
  try {
    const words = await keep(issues, settings.label, digest);
    return { ids: idsOf(digest.actions), words };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { data } = error;
    const failure = { ...data, fix: `${data.fix} It is told again with the next run.` };
    const mayBeTaken = data.code === 'github.no-answer' || data.code === 'github.down';
    return { ids: [], words: data.what, failure, mayBeTaken };
  }
}

async function keep(issues: Issues, label: string, digest: Digest): Promise<string> {
  const own = (await issues.labelled(label)).filter(({ body }) => body.includes(markerOf(digest)));
  const [one, ...others] = own.toSorted(openFirst);
  for (const other of others.filter(({ state }) => state === 'open'))
    await issues.edit(other.number, { state: 'closed', state_reason: 'not_planned' });
  const open = openIn(digest);
  if (open.length === 0) return one === undefined ? 'no issue is open' : close(issues, one, digest);
  return one === undefined ? create(issues, label, digest, open) : update(issues, one, digest, open);
}

/** The oldest that is open, else the oldest: two runs at once may have made two. */
function openFirst(a: Issue, b: Issue): number {
  return Number(b.state === 'open') - Number(a.state === 'open') || a.number - b.number;
}

async function create(issues: Issues, label: string, digest: Digest, open: readonly OpenOne[]): Promise<string> {
  const { number, labels } = await issues.create(issueText(digest, open), label);
  if (labels.some((name) => name.toLowerCase() === label.toLowerCase())) return `issue #${number} opened`;
  await issues.edit(number, { state: 'closed', state_reason: 'not_planned' });
  throw new Failure({
    code: 'notify.label-dropped',
    what: `GitHub opened the issue #${number} without the label ${label}, and it is closed again`,
    why: 'the token may open issues and not label them: without its label the next run would not find it',
    fix: 'Give the token a role of triage or more in the repository.',
  });
}

async function update(issues: Issues, one: Issue, digest: Digest, open: readonly OpenOne[]): Promise<string> {
  const { number } = one;
  const text = issueText(digest, open);
  if (one.state === 'closed') {
    await issues.edit(number, { ...text, state: 'open', state_reason: 'reopened' });
    return `issue #${number} opened again`;
  }
  if (hasTold(one.body, digest.actions)) return `issue #${number} says so already`;
  // The comment comes first: a body that says so would keep it from being written later.
  await issues.comment(number, newsText(digest));
  await issues.edit(number, text);
  return `issue #${number} edited`;
}

async function close(issues: Issues, { number, state }: Issue, digest: Digest): Promise<string> {
  if (state === 'closed') return `issue #${number} is closed already`;
  await issues.edit(number, { ...issueText(digest, []), state: 'closed', state_reason: 'completed' });
  return `issue #${number} closed`;
}
