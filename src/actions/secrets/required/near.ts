import { editDistance, nearestName } from '../../../core/nearest.ts';

/**
 * What was most likely meant: SUPABASE_SERVICE_KEY for SUPABASE_SERVICE_ROLE_KEY. Names of one service are all alike, so most
 * words of the shorter must be the other's too, or no more than two letters be wrong.
 */
export function nearName(name: string, known: readonly string[]): string | undefined {
  const candidates = known.filter((other) => other !== name && isAlike(name, other));
  return nearestName(name, candidates);
}

function isAlike(name: string, other: string): boolean {
  if (editDistance(name.toLowerCase(), other.toLowerCase()) <= 2) return true;
  const [words, others] = [new Set(name.split('_')), new Set(other.split('_'))];
  const shared = [...words].filter((word) => others.has(word)).length;
  return shared * 2 > Math.min(words.size, others.size);
}
