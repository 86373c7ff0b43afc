import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { defineCheck, type ActionContext } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { createGit } from '../../services/git/client.ts';
import { createGitRange } from '../../services/git/range.ts';
import { readText } from '../../services/files/read.ts';
import { listOfWords, workspacePath } from '../inputs.ts';
import { judge } from './judge.ts';
import { loadSubject } from './load.ts';
import { outcomeOf } from './outcome.ts';
import { readEvent, type PullRequest } from './range/event.ts';
import { resolveRange } from './range/resolve.ts';
import { proveScanner } from './scan/canary.ts';

const input = z.strictObject({
  base: z.string().min(1).optional().describe("what it is to be merged into; the event's base when absent"),
  head: z.string().min(1).optional().describe("what is judged; the event's head, or HEAD, when absent"),
  event: z.string().min(1).optional().describe("the file of GitHub's event, absolute or in the workspace"),
  branch: z.string().min(1).optional().describe('the name of the branch that is judged'),
  text: workspacePath.optional().describe('a file with the text of the pull request'),
  labels: listOfWords.optional().describe('the labels of the pull request, as a comma list'),
  author: z.string().min(1).optional().describe('who opened the pull request'),
});
type Input = z.infer<typeof input>;

export const guardCheck = defineCheck({
  id: 'guard.check',
  summary: 'Hold a pull request to the policy and the order of its base, by git alone',
  input,
  effects: 'none',
  needs: { tools: ['git'] },
  recognises: [/\bpull requests?\b.*\b(?:policy|guard)/i],

  async check(context, given) {
    const pull = await pullRequest(context, given);
    const git = createGitRange(context.exec);
    const { base = pull.base, head = pull.head ?? 'HEAD' } = given;
    if (base === undefined) throw noBase();
    const range = await resolveRange(git, base, head);
    if (pull.head !== undefined && pull.head !== range.head) throw otherHead(pull.head, range.head);
    const branch = pull.branch ?? (await branchOf(context, given));
    await proveScanner(git);
    const prefix = await createGit(context.exec).prefix();
    const subject = await loadSubject(git, { range, pull: { ...pull, branch }, prefix, now: context.clock.now() });
    return outcomeOf(subject, await judge(subject));
  },
});

async function pullRequest(context: ActionContext, given: Input): Promise<PullRequest> {
  const { event, branch, text, labels, author } = given;
  const said = event === undefined ? { title: '', body: '', labels: [] } : readEvent(await eventText(context, event));
  return {
    ...said,
    ...(branch === undefined ? {} : { branch }),
    ...(text === undefined ? {} : { body: await readText(context.root, text) }),
    ...(labels === undefined ? {} : { labels }),
    ...(author === undefined ? {} : { author }),
  };
}

/** GitHub keeps it outside of the workspace. */
async function eventText({ root }: ActionContext, event: string): Promise<string> {
  if (!event.startsWith('/')) return readText(root, event);
  try {
    return await readFile(event, 'utf8');
  } catch {
    return '';
  }
}

/** What is checked out, when it is what is judged: a detached HEAD has no name, and none passes for one. */
async function branchOf({ exec }: ActionContext, { head = 'HEAD' }: Input): Promise<string> {
  const branch = head === 'HEAD' ? await createGit(exec).branch() : undefined;
  if (branch !== undefined) return branch;
  throw new Failure({
    code: 'guard.branch-unknown',
    what: 'It is not known which branch is judged',
    why: 'a commit by itself, as CI checks it out, has no name',
    fix: 'Name it: `--branch NAME`; on GitHub, hand over the event: `--event "$GITHUB_EVENT_PATH"`.',
  });
}

function noBase(): Failure {
  return new Failure({
    code: 'guard.base-unknown',
    what: 'It is not known what the branch is to be merged into',
    why: 'neither a base nor an event was named',
    fix: 'Name it: `--base origin/main`; on GitHub, hand over the event: `--event "$GITHUB_EVENT_PATH"`.',
  });
}

function otherHead(wanted: string, found: string): Failure {
  return new Failure({
    code: 'guard.other-head',
    what: 'The head that was named is not the one of the event',
    why: `the event is about ${wanted}, and ${found} was to be judged`,
    fix: 'Leave `--head` out.',
  });
}
