import { globalsIn } from './globals.ts';
import { nodeAt, parseTypeScript, textAt, walk, type SyntaxNode } from './syntax.ts';

export interface SourceFile {
  /** Relative to the project, `/` as separator. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** How it loads: with the file, when the code gets there, or never (types). */
  readonly kind: 'static' | 'dynamic' | 'type';
}

/** Something that the habits forbid, where it stands. */
export interface Mark {
  readonly kind: 'process' | 'console' | 'enum' | 'default export' | 'export *';
  readonly line: number;
}

export interface Module extends SourceFile {
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly marks: readonly Mark[];
}

export function readModule({ path, text }: SourceFile): Module {
  const tree = parseTypeScript(path, text);
  const lineOf = (node: SyntaxNode) => text.slice(0, node.start).split('\n').length;
  const imports: Import[] = [];
  const marks: Mark[] = globalsIn(tree, ['process', 'console']).map(({ name, node }) => ({
    kind: name,
    line: lineOf(node),
  }));
  walk(tree, (node) => {
    const kind = kindOfMark(node);
    if (kind !== undefined) marks.push({ kind, line: lineOf(node) });
    const found = importOf(node);
    if (found !== undefined) imports.push({ ...found, line: lineOf(node) });
  });
  return { path, text, lines: text.replace(/\n$/, '').split('\n').length, imports, marks };
}

function kindOfMark(node: SyntaxNode): Mark['kind'] | undefined {
  if (node.type === 'TSEnumDeclaration') return 'enum';
  if (node.type === 'ExportDefaultDeclaration') return 'default export';
  if (node.type === 'ExportAllDeclaration') return 'export *';
  if (node.type === 'ExportSpecifier' && textAt(nodeAt(node, 'exported'), 'name') === 'default')
    return 'default export';
  return undefined;
}

const loads: Readonly<Record<string, Import['kind']>> = {
  ImportDeclaration: 'static',
  ExportNamedDeclaration: 'static',
  ExportAllDeclaration: 'static',
  ImportExpression: 'dynamic',
  TSImportType: 'type',
};

function importOf(node: SyntaxNode): Omit<Import, 'line'> | undefined {
  const kind = loads[node.type];
  const specifier = textAt(nodeAt(node, 'source'), 'value');
  if (kind === undefined || specifier === undefined) return undefined;
  const typeOnly = node['importKind'] === 'type' || node['exportKind'] === 'type';
  return { specifier, kind: typeOnly ? 'type' : kind };
}
