import GithubSlugger from 'github-slugger';
import type { Nodes } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { parseMarkdown } from '../../direction/markdown/parse.ts';
import type { RunbookPlace } from './settings.ts';

/** Where an alert is explained: the heading of its name. */
export function runbookUrlOf({ url }: RunbookPlace): (alert: string) => string {
  return (alert) => `${url}#${new GithubSlugger().slug(alert)}`;
}

/**
 * What one can link to in a Markdown file, as GitHub names it: the second heading of a name ends in `-1`. Lines are looked at
 * before anything is parsed, since a runbook of a thousand alerts takes the parser seconds: what stands between fences is no
 * heading, and each that may be one is parsed by itself.
 */
export function anchorsIn(text: string): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  const found = new Set<string>();
  for (const line of headingLines(text))
    for (const words of headingsIn(parseMarkdown(line))) found.add(slugger.slug(words));
  return found;
}

/** `# A`, in a quotation too, and `A` over a line of `=` or `-`. */
function headingLines(text: string): readonly string[] {
  const found: string[] = [];
  let fence: string | undefined;
  let before = '';
  for (const line of text.split(/\r?\n/u)) {
    const mark = /^ {0,3}(?<mark>`{3,}|~{3,})/u.exec(line)?.groups?.['mark'];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) === true) fence = undefined;
      before = '';
      continue;
    }
    if (mark !== undefined) fence = mark;
    else if (/^[ >]*#{1,6}(?: |$)/u.test(line)) found.push(line);
    else if (/^ {0,3}(?:=+|-+) *$/u.test(line) && before.trim() !== '') found.push(`${before}\n${line}`);
    before = line;
  }
  return found;
}

function headingsIn(node: Nodes): readonly string[] {
  if (node.type === 'heading') return [toString(node)];
  return 'children' in node ? node.children.flatMap(headingsIn) : [];
}
