import type { BranchRule } from './policy/schema.ts';

/** Where the order of a branch is: `{name}` stands for a named group of the branch's pattern. */
export function orderPath({ order }: BranchRule, groups: Readonly<Record<string, string>>): string | undefined {
  return order?.replaceAll(/\{(\w+)\}/gu, (_, name: string) => groups[name] ?? '');
}
