import type { TargetKey } from '../placements.ts';
import type { Ask } from './ask.ts';

/** Whether what stands under a name in a target gets to who asks. */
export function reaches({ name: asked, where }: Ask, target: TargetKey, name: string): boolean {
  if (asked !== name && asked !== '*') return false;
  if (where.kind === 'fly') return target.kind === 'fly' && (where.app === undefined || where.app === target.app);
  if (where.kind === 'process') return target.kind === 'fly';
  if (where.kind === 'variable' || target.kind !== 'github') return false;
  if (target.environment === undefined) return where.isRepositoryToo;
  return where.environments === 'any' || where.environments.includes(target.environment);
}
