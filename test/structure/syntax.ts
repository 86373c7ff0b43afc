import { parseAst } from 'vitest/node';

/** A node of the ESTree that Vite's own parser gives: what we ask of it we ask by name. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

/** Called for each node, with the node that holds it and under which name. */
type Visit = (node: SyntaxNode, parent: SyntaxNode | undefined, key: string) => void;

export function parseTypeScript(path: string, text: string): SyntaxNode {
  const tree: unknown = parseAst(text, { lang: 'ts' }, path);
  if (!isNode(tree)) throw new TypeError(`${path}: the parser gave no tree`);
  return tree;
}

export function walk(node: SyntaxNode, visit: Visit, parent?: SyntaxNode, key = ''): void {
  visit(node, parent, key);
  for (const [name, member] of Object.entries(node)) {
    const children = Array.isArray(member) ? member : [member];
    for (const child of children) if (isNode(child)) walk(child, visit, node, name);
  }
}

export function nodeAt(node: SyntaxNode, member: string): SyntaxNode | undefined {
  const value = node[member];
  return isNode(value) ? value : undefined;
}

export function textAt(node: SyntaxNode | undefined, member: string): string | undefined {
  const value = node?.[member];
  return typeof value === 'string' ? value : undefined;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
