import GithubSlugger from 'github-slugger';
import type { Nodes } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { parseMarkdown } from '../../direction/markdown/parse.ts';
import type { RunbookPlace } from './settings.ts';

/** Where an alert is explained: the heading of its name. */
export function runbookUrlOf({ url }: RunbookPlace): (alert: string) => string {
  return (alert) => `${url}#${new GithubSlugger().slug(alert)}`;
}

/** What one can link to in a Markdown file, as GitHub names it: the second heading of a name ends in `-1`. */
export function anchorsIn(text: string): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  return new Set(headingsIn(parseMarkdown(text)).map((words) => slugger.slug(words)));
}

function headingsIn(node: Nodes): readonly string[] {
  if (node.type === 'heading') return [toString(node)];
  return 'children' in node ? node.children.flatMap(headingsIn) : [];
}
