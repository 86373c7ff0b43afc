import { withoutColour } from './counts.ts';

/** Names of tests as runners print them one a line: node:test's marks, vitest's and jest's, TAP's. Sorted, each once. */
export function testNames(output: string): { readonly passed: readonly string[]; readonly failed: readonly string[] } {
  const plain = withoutColour(output);
  return {
    passed: namesOf(plain, /^\s*(?:[✔✓√] |ok \d+(?: - | ))(.+)$/gm),
    failed: namesOf(plain, /^\s*(?:[✖✗×✘] |not ok \d+(?: - | ))(.+)$/gm),
  };
}

function namesOf(output: string, line: RegExp): readonly string[] {
  const names = [...output.matchAll(line)]
    .map(([, words = '']) => words)
    .filter((words) => !/# (?:skip|todo)\b|^failing tests:$/i.test(words))
    .map((words) => words.replace(/ \(?\d+(?:\.\d+)?\s?m?s\)?$/, '').trim());
  return [...new Set(names)].sort();
}
