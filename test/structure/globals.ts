import { nodeAt, textAt, walk, type SyntaxNode } from './syntax.ts';

/**
 * Where a file reaches for one of these globals, by itself or through `globalThis`. A file that declares the name
 * (a parameter `process`) means its own: telling the two apart in one file is the linter's, which knows scopes.
 */
export function globalsIn<Name extends string>(
  tree: SyntaxNode,
  names: readonly Name[],
): readonly { readonly name: Name; readonly node: SyntaxNode }[] {
  const own = declaredIn(tree);
  const found: { name: Name; node: SyntaxNode }[] = [];
  walk(tree, (node, parent, key) => {
    const name = names.find((one) => one === nameOf(node));
    if (name === undefined) return;
    if (isThroughGlobalThis(parent, key)) found.push({ name, node });
    else if (!own.has(name) && isReference(parent, key)) found.push({ name, node });
  });
  return found;
}

function nameOf(node: SyntaxNode): string | undefined {
  return node.type === 'Identifier' ? textAt(node, 'name') : undefined;
}

function isThroughGlobalThis(parent: SyntaxNode | undefined, key: string): boolean {
  if (parent?.type !== 'MemberExpression' || key !== 'property' || parent['computed'] === true) return false;
  return textAt(nodeAt(parent, 'object'), 'name') === 'globalThis';
}

/** Not the name of a member, of a key, or of what another module calls it. */
function isReference(parent: SyntaxNode | undefined, key: string): boolean {
  if (parent === undefined) return false;
  if (parent.type === 'MemberExpression') return key === 'object' || parent['computed'] === true;
  if (parent.type === 'ImportSpecifier' || parent.type === 'ExportSpecifier') return key === 'local';
  if (parent.type === 'TSQualifiedName') return key === 'left';
  return key !== 'key' || parent['computed'] === true;
}

function declaredIn(tree: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  walk(tree, (node, parent, key) => {
    const declares =
      key === 'params' ||
      (key === 'id' && parent?.type === 'VariableDeclarator') ||
      (key === 'local' && parent?.type.startsWith('Import') === true);
    if (!declares) return;
    walk(node, (inner, holder, name) => {
      const identifier = nameOf(inner);
      if (identifier !== undefined && isBound(holder, name)) names.add(identifier);
    });
  });
  return names;
}

/** In a pattern, a key names what is taken and a default what stands in for it; neither is bound. */
function isBound(parent: SyntaxNode | undefined, key: string): boolean {
  if (parent?.type === 'MemberExpression') return false;
  return key !== 'key' && key !== 'right';
}
