import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';

/** What is known of a pull request beside its commits. Whoever opened it wrote most of it. */
export interface PullRequest {
  readonly branch?: string;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly author?: string;
  readonly base?: string;
  readonly head?: string;
}

const side = z.looseObject({ ref: z.string().min(1), sha: z.string().regex(/^[0-9a-f]{40,64}$/) });
const payload = z.looseObject({
  pull_request: z
    .looseObject({
      title: z.string(),
      body: z.string().nullish(),
      user: z.looseObject({ login: z.string() }).nullish(),
      labels: z.array(z.looseObject({ name: z.string() })),
      head: side,
      base: side,
    })
    .optional(),
  merge_group: z.unknown().optional(),
});

/** Reads GitHub's payload of `pull_request` and `pull_request_target`. Throws Failure `guard.event-…`. */
export function readEvent(text: string): PullRequest {
  const { pull_request: found, merge_group: queue } = parse(text);
  if (found === undefined) throw queue === undefined ? noPullRequest() : queueAlone();
  const { title, body, user, labels, head, base } = found;
  return {
    branch: head.ref,
    title,
    body: body ?? '',
    labels: labels.map(({ name }) => name),
    ...(user === null || user === undefined ? {} : { author: user.login }),
    base: base.sha,
    head: head.sha,
  };
}

function parse(text: string): z.infer<typeof payload> {
  try {
    return payload.parse(JSON.parse(text));
  } catch {
    throw new Failure({
      code: 'guard.event-unreadable',
      what: 'Cannot read the event of the pull request',
      why: 'it is not the JSON that GitHub writes for one',
      fix: 'Hand over the file that GITHUB_EVENT_PATH names: `--event "$GITHUB_EVENT_PATH"`.',
    });
  }
}

function noPullRequest(): Failure {
  return new Failure({
    code: 'guard.event-without-pull-request',
    what: 'The event has no pull request',
    why: 'without one, nobody knows the branch, the labels and the base that it is to be held to',
    fix: 'Start the workflow on `pull_request_target`, or name `--base` and `--branch` instead of `--event`.',
  });
}

function queueAlone(): Failure {
  return new Failure({
    code: 'guard.event-of-queue',
    what: 'A merge queue was to be judged, and its event has no pull request',
    why: 'labels, branch and text are those of a pull request: a queue that is let through has been judged by nobody',
    fix: 'Require the check on pull requests and merge without a queue; a queue cannot be judged yet.',
  });
}
