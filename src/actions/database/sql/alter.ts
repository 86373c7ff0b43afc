import type { AlterTableCmd, AlterTableStmt, ColumnDef, Constraint } from 'libpg-query';
import { isFresh, type Fresh } from './fresh.ts';
import { anyPart } from './tree.ts';

type AlterKind = 'additive' | 'locking' | 'rewriting' | 'destructive';

const order: readonly AlterKind[] = ['additive', 'locking', 'rewriting', 'destructive'];

/** As its worst part: `alter table a add b text, drop c` destroys. */
export function classifyAlter({ relation, cmds = [] }: AlterTableStmt, fresh: Fresh): AlterKind {
  if (isFresh(relation, fresh)) return 'additive';
  const kinds = cmds.map((cmd) => ('AlterTableCmd' in cmd ? classifyPart(cmd.AlterTableCmd) : 'locking'));
  return order.findLast((kind) => kinds.includes(kind)) ?? 'additive';
}

function classifyPart({ subtype = 'AT_AddColumn', def }: AlterTableCmd): AlterKind {
  if (subtype === 'AT_AddColumn') return def !== undefined && 'ColumnDef' in def ? added(def.ColumnDef) : 'locking';
  // Whatever else it does, it takes a lock that everybody waits for, if only for a moment.
  return byPart[subtype] ?? 'locking';
}

const byPart: Readonly<Record<string, AlterKind>> = {
  AT_AlterColumnType: 'rewriting',
  AT_DropColumn: 'destructive',
  AT_DropExpression: 'additive',
  AT_SetAccessMethod: 'rewriting',
  AT_SetLogged: 'rewriting',
  AT_SetOptions: 'additive',
  AT_SetStatistics: 'additive',
  AT_SetTableSpace: 'rewriting',
  AT_SetUnLogged: 'rewriting',
  AT_ValidateConstraint: 'additive',
};

/** A new column is free, unless each row must be written or read for it. */
function added({ typeName, constraints = [] }: ColumnDef): AlterKind {
  const kinds = constraints.map((one) => ('Constraint' in one ? constrained(one.Constraint) : 'locking'));
  const isSerial = anyPart(
    typeName?.names,
    (key, name) => key === 'sval' && typeof name === 'string' && /^(?:small|big)?serial[248]?$/.test(name),
  );
  if (isSerial || kinds.includes('rewriting')) return 'rewriting';
  const hasDefault = constraints.some((one) => 'Constraint' in one && one.Constraint.contype === 'CONSTR_DEFAULT');
  const isRequired = constraints.some((one) => 'Constraint' in one && one.Constraint.contype === 'CONSTR_NOTNULL');
  return kinds.includes('locking') || (isRequired && !hasDefault) ? 'locking' : 'additive';
}

function constrained({ contype, raw_expr: expression }: Constraint): AlterKind {
  if (contype === 'CONSTR_IDENTITY' || contype === 'CONSTR_GENERATED') return 'rewriting';
  if (contype === 'CONSTR_DEFAULT') return anyPart(expression, isVolatileCall) ? 'rewriting' : 'additive';
  return contype === 'CONSTR_NOTNULL' || contype === 'CONSTR_NULL' ? 'additive' : 'locking';
}

/** Functions whose value is the same for every row of one statement; any other is taken to differ. */
const stable = new Set<unknown>([
  'now',
  'transaction_timestamp',
  'statement_timestamp',
  'timezone',
  'current_setting',
  'uid',
]);

function isVolatileCall(key: string, part: unknown): boolean {
  return key === 'FuncCall' && !anyPart(part, (key, name) => key === 'sval' && stable.has(name));
}
