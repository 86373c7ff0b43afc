import { z } from 'zod';
import type { GitHub } from './client.ts';
import { githubFailure } from './failures.ts';
import type { GitHubPlace } from './places.ts';

/** One issue, as far as it is read: https://docs.github.com/en/rest/issues/issues */
const issueRow = z.object({
  number: z.int(),
  title: z.string(),
  body: z
    .string()
    .nullish()
    .transform((body) => body ?? ''),
  state: z.enum(['open', 'closed']),
  labels: z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])),
  // Pull requests are listed among issues.
  pull_request: z.unknown().optional(),
});

export type Issue = z.infer<typeof issueRow>;

export interface IssueText {
  readonly title: string;
  readonly body: string;
}

export interface IssueEdit extends Partial<IssueText> {
  readonly state?: 'open' | 'closed';
  readonly state_reason?: 'completed' | 'not_planned' | 'reopened';
}

/** A repository's issues. Each call is made once, and within the time of `signal`: who is turned away comes again later. */
export interface Issues {
  /** Open and closed, page after page, those of pull requests left out. */
  labelled(label: string): Promise<readonly Issue[]>;
  create(text: IssueText, label: string): Promise<Issue>;
  edit(number: number, edit: IssueEdit): Promise<Issue>;
  comment(number: number, body: string): Promise<void>;
}

const perPage = 100;
const needed = '`Issues: write` of the repository';

/** Its calls throw Failures `github.…`, which name the permission, the repository or the limit. */
export function issuesOf(github: GitHub, place: GitHubPlace, signal: AbortSignal): Issues {
  const { owner, repo } = place;
  const ask = async (doing: string, route: string, parameters: object): Promise<unknown> => {
    try {
      const all = { owner, repo, ...parameters, request: { signal, retries: 0 } };
      return (await github.request(route, all)).data;
    } catch (error) {
      throw githubFailure(error, place, doing, needed);
    }
  };
  return {
    async labelled(labels) {
      const found: Issue[] = [];
      for (let page = 1; ; page += 1) {
        const asked = { labels, state: 'all', per_page: perPage, page };
        const rows = z.array(issueRow).parse(await ask('list the issues', 'GET /repos/{owner}/{repo}/issues', asked));
        found.push(...rows.filter((row) => row.pull_request === undefined));
        if (rows.length < perPage) return found;
      }
    },
    create: async (text, label) =>
      issueRow.parse(await ask('open an issue', 'POST /repos/{owner}/{repo}/issues', { ...text, labels: [label] })),
    edit: async (issue_number, edit) =>
      issueRow.parse(
        await ask(`edit the issue ${issue_number}`, 'PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
          issue_number,
          ...edit,
        }),
      ),
    async comment(issue_number, body) {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      await ask(`take a comment on the issue ${issue_number}`, route, { issue_number, body });
    },
  };
}
