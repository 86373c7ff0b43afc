import type { ListItem, Root, RootContent } from 'mdast';
import type { Finding, Order } from '../core/order.ts';
import { decodeDirection } from './markdown/decode.ts';
import { nestedTooDeep } from './markdown/limits.ts';
import { parseMarkdown } from './markdown/parse.ts';
import { wordsOf } from './markdown/words.ts';
import { readBoxes } from './parts/boxes.ts';
import { readChangeLog } from './parts/change-log.ts';
import { readConstraints } from './constraints/constraints.ts';
import { listsIn, readItems } from './parts/items.ts';
import { readAllLabelled } from './parts/labelled.ts';
import { readLinks } from './parts/links.ts';
import type { SectionName } from './parts/section-name.ts';
import { findPart, nodesOf, readParts } from './parts/sections.ts';

/** A direction as it was read, with what could not be read of it. The linter finds more. */
export interface ReadDirection {
  readonly order: Order;
  readonly findings: readonly Finding[];
}

/**
 * Reads a direction's bytes. `file` is its path in the workspace, for findings.
 * @throws Failure `direction.empty`, `direction.not-utf8`, `direction.too-large`, `direction.too-deep`
 */
export function readDirection(bytes: Uint8Array, file: string): ReadDirection {
  const source = decodeDirection(bytes, file);
  try {
    return readOrder(source, parseMarkdown(source), file);
  } catch (error) {
    if (error instanceof RangeError) throw nestedTooDeep(file, 1);
    throw error;
  }
}

function readOrder(source: string, root: Root, file: string): ReadDirection {
  const parts = readParts(root, source);
  const under = (name: SectionName): readonly RootContent[] => nodesOf(root, findPart(parts, name));
  const itemsUnder = (name: SectionName): readonly ListItem[] => itemsIn(under(name));
  const { constraints, findings } = readConstraints(itemsUnder('constraints'), source, file);
  const done = readBoxes(itemsUnder('done'), source, file);
  const log = readChangeLog(itemsUnder('changeLog'), file);
  const order: Order = {
    source,
    title: parts.find(({ section }) => section.depth === 1)?.section.title ?? '',
    metadata: readAllLabelled(itemsIn(preamble(root)), source),
    sections: parts.map(({ section }) => section),
    objective: wordsOf(under('objective')),
    items: readItems(listsIn(under('tasks')), source),
    constraints,
    boxes: done.boxes,
    contractTest: readAllLabelled(itemsUnder('contractTest'), source),
    risk: readAllLabelled(itemsUnder('risk'), source),
    links: readLinks(itemsUnder('links'), source),
    changeLog: log.entries,
  };
  return { order, findings: [...findings, ...done.findings, ...log.findings] };
}

function itemsIn(nodes: readonly RootContent[]): readonly ListItem[] {
  return listsIn(nodes).flatMap((list) => list.children);
}

/** What stands between the title and the first section. */
function preamble(root: Root): readonly RootContent[] {
  const section = root.children.findIndex((node) => node.type === 'heading' && node.depth > 1);
  return section === -1 ? root.children : root.children.slice(0, section);
}
