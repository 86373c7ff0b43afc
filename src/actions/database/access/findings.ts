import type { Accepted } from './file/intent.ts';
import { levels, type Advice } from './lints/advise.ts';
import type { AccessSettings } from './settings.ts';
import type { AccessMatrix } from './types.ts';

/** Something that is no difference from what was meant, and wants to be looked at. */
export interface Finding {
  /** What an accept line names it by. */
  readonly what: string;
  /** `verified`: it is told, and stands in nobody's way. */
  readonly verdict: 'failed' | 'unknown' | 'verified';
  readonly words: string;
}

/** From the configured level on they fail; warnings below it are told, and mere information is left to the evidence. */
export function advisorFindings(advice: readonly Advice[], { advice: from }: AccessSettings): readonly Finding[] {
  const fails = (level: Advice['level']) => from !== 'never' && levels.indexOf(level) >= levels.indexOf(from);
  return advice
    .filter(({ level }) => level !== 'INFO' || fails(level))
    .map(({ name, level, object, detail }) => ({
      what: `${name} ${object}`,
      verdict: fails(level) ? 'failed' : 'verified',
      words: `${level} ${name}: ${detail}`,
    }));
}

/** One that holds for nobody fails; of one whose role no persona has, nobody can say so. */
export function policyFindings(
  { deadPolicies }: AccessMatrix,
  { deadPolicies: wish }: AccessSettings,
): readonly Finding[] {
  return deadPolicies.map(({ table, policy, tried, why }) => ({
    what: `policy "${policy}" of ${table}`,
    verdict: wish === 'tell' ? 'verified' : tried ? 'failed' : 'unknown',
    words: `${tried ? 'dead' : 'untried'} policy "${policy}" of ${table}: ${why}`,
  }));
}

/** Cells that nobody could try: never taken for denied. */
export function untriedFindings({ cells }: AccessMatrix): readonly Finding[] {
  const unknown = cells.filter(({ outcome }) => outcome === 'unknown');
  const objects = new Map(unknown.map(({ object, verb, why = '' }) => [`${object} ${verb}`, why]));
  return [...objects].map(([what, why]) => ({
    what: `not tried ${what}`,
    verdict: 'unknown',
    words: `not tried: ${what}: ${why}`,
  }));
}

/** A policy that fails gives and refuses nothing that anybody could have meant. */
export function brokenFindings({ cells }: Pick<AccessMatrix, 'cells'>): readonly Finding[] {
  const broken = cells.filter(({ outcome }) => outcome === 'broken');
  const objects = new Map(broken.map(({ object, verb, why = '' }) => [`${object} ${verb}`, why]));
  return [...objects].map(([name, why]) => ({
    what: `broken ${name}`,
    verdict: 'failed',
    words: `broken: ${name}: ${why}`,
  }));
}

/** Those that somebody answers for are out of the way. */
export function openFindings(findings: readonly Finding[], accepted: readonly Accepted[]): readonly Finding[] {
  const lines = new Set(accepted.map(({ what }) => what));
  return findings.filter(({ what }) => !lines.has(what));
}

/** Those that stand in nobody's way are one line: the evidence has them all. */
export function toldTogether(findings: readonly Finding[]): readonly Pick<Finding, 'verdict' | 'words'>[] {
  const open = findings.filter(({ verdict }) => verdict !== 'verified');
  const names = [...new Set(findings.filter(({ verdict }) => verdict === 'verified').map(({ what }) => what))];
  if (names.length === 0) return open;
  return [...open, { verdict: 'verified', words: `the advisors also speak of ${names.join(', ')}` }];
}
