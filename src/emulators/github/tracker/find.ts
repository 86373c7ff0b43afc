import { notFound } from '../answers.ts';
import type { GitHubState } from '../state.ts';
import type { Issue } from './types.ts';

/** Throws GitHub's 404. */
export function issueNumbered(state: GitHubState, number: string): Issue {
  const issue = state.issues.find((each) => each.number === Number(number));
  if (issue === undefined) throw notFound();
  return issue;
}
