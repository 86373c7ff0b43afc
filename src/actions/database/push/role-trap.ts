import type { Node } from 'libpg-query';
import type { Statement } from '../sql/parse.ts';
import { anyPart } from '../sql/tree.ts';
import type { Migration } from './migrations.ts';
import { trap, type Trap } from './trap.ts';

/** A role that is still set when the file is over: history is written as it, and the files after it run as it. */
export function roleTraps({ name, path }: Migration, statements: readonly Statement[]): readonly Trap[] {
  const last = statements.findLast(({ node }) => touchesRole(node));
  if (last === undefined || !setsRole(last.node)) return [];
  return [
    trap('leaking-role', {
      what: `${name} sets a role in line ${last.line} and does not set it back`,
      why: 'history is written as that role, which fails or leaves the role to the files after it: RESET ALL does not reset it',
      fix: 'Put RESET ROLE; at the end of the file. SET LOCAL ROLE is no way out: history is part of the same transaction.',
      file: path,
      line: last.line,
    }),
  ];
}

function touchesRole(node: Node): boolean {
  if ('VariableSetStmt' in node) return node.VariableSetStmt.name === 'role' || isSessionUser(node);
  return isSetConfig(node);
}

function isSessionUser(node: Node): boolean {
  return 'VariableSetStmt' in node && node.VariableSetStmt.name === 'session_authorization';
}

function setsRole(node: Node): boolean {
  if (!('VariableSetStmt' in node)) return true;
  const { kind, args } = node.VariableSetStmt;
  return kind === 'VAR_SET_VALUE' && !anyPart(args, (key, value) => key === 'sval' && value === 'none');
}

function isSetConfig(node: Node): boolean {
  const has = (word: string) => anyPart(node, (key, value) => key === 'sval' && value === word);
  return 'SelectStmt' in node && has('set_config') && has('role');
}
