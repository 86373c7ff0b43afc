import type { GitHubState } from '../state.ts';
import type { Comment, Issue, Label } from './types.ts';

export function shownUser(login: string) {
  const at = `https://api.github.com/users/${login}`;
  return {
    login,
    id: 583_231,
    node_id: 'MDQ6VXNlcjU4MzIzMQ==',
    avatar_url: 'https://avatars.githubusercontent.com/u/583231',
    gravatar_id: '',
    url: at,
    html_url: `https://github.com/${login}`,
    followers_url: `${at}/followers`,
    following_url: `${at}/following{/other_user}`,
    gists_url: `${at}/gists{/gist_id}`,
    starred_url: `${at}/starred{/owner}{/repo}`,
    subscriptions_url: `${at}/subscriptions`,
    organizations_url: `${at}/orgs`,
    repos_url: `${at}/repos`,
    events_url: `${at}/events{/privacy}`,
    received_events_url: `${at}/received_events`,
    type: 'User',
    site_admin: false,
  };
}

export function shownLabel(state: GitHubState, label: Label) {
  return {
    id: label.id,
    node_id: `LA_${label.id}`,
    url: `${repoUrl(state)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

export function shownIssue(state: GitHubState, issue: Issue) {
  const url = `${repoUrl(state)}/issues/${issue.number}`;
  const labels = issue.labels.flatMap((name) => {
    const label = state.labels.get(name.toLowerCase());
    return label === undefined ? [] : [shownLabel(state, label)];
  });
  return {
    id: issue.id,
    node_id: `I_${issue.id}`,
    url,
    repository_url: repoUrl(state),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `https://github.com/${state.owner}/${state.repository}/issues/${issue.number}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    state_reason: issue.stateReason,
    labels,
    user: shownUser(state.owner),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    comments: issue.comments.length,
    created_at: issue.created_at,
    updated_at: issue.updated_at,
    closed_at: issue.closedAt,
    author_association: 'OWNER',
  };
}

export function shownComment(state: GitHubState, issue: Issue, comment: Comment) {
  const issueUrl = `${repoUrl(state)}/issues/${issue.number}`;
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${repoUrl(state)}/issues/comments/${comment.id}`,
    html_url: `https://github.com/${state.owner}/${state.repository}/issues/${issue.number}#issuecomment-${comment.id}`,
    issue_url: issueUrl,
    body: comment.body,
    user: shownUser(state.owner),
    created_at: comment.created_at,
    updated_at: comment.updated_at,
    author_association: 'OWNER',
  };
}

/** As GitHub itself says it, wherever it is reached. */
export function repoUrl(state: GitHubState): string {
  return `https://api.github.com/repos/${state.owner}/${state.repository}`;
}
