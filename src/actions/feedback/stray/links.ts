import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { posix } from 'node:path';

/** Which of `targets` a Markdown file points at: by link, image, definition, code span, or by naming its whole path. */
export function targetsNamedIn(text: string, file: string, targets: readonly string[]): readonly string[] {
  const linked = new Set<string>();
  collect(fromMarkdown(text), (address) => {
    for (const path of pathsOf(address, file)) linked.add(path);
  });
  return targets.filter((target) => target !== file && (linked.has(target) || namesPath(text, target)));
}

function collect(node: Nodes, found: (address: string) => void): void {
  if (node.type === 'link' || node.type === 'image' || node.type === 'definition') found(node.url);
  if (node.type === 'inlineCode') found(node.value);
  if ('children' in node) for (const child of node.children) collect(child, found);
}

/** As seen from the file's own folder and as seen from the workspace's root: people write both. */
function pathsOf(address: string, file: string): readonly string[] {
  const path = decoded(address.replace(/[?#].*$/s, ''));
  if (path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path)) return [];
  const fromRoot = posix.normalize(path.replace(/^\/+/, ''));
  return [posix.normalize(posix.join(posix.dirname(file), path)), fromRoot];
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** The path as a word of its own, wherever it stands: in a code block, in HTML, in plain text. */
function namesPath(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at !== -1; at = text.indexOf(path, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text.slice(at + path.length, at + path.length + 2);
    if (!/[\w/.-]/.test(before) && !/^(?:[\w/-]|\.\w)/.test(after)) return true;
  }
  return false;
}
