/** Words without what no two runs have in common: when, how long, where, which digest, which attempt. */
export function timeless(text: string | undefined, run: string): string | undefined {
  return text
    ?.replaceAll(run, 'RUN')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d{8}T\d{6,9}Z/g, 'TIME')
    .replaceAll(/-attempt-\d+/g, '')
    .replaceAll(/\b[\da-f]{12,}\b/g, 'DIGEST')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HERE')
    .replaceAll(/\b\d+(?:\.\d+)? ?(?:ms|s|seconds?|bytes)\b/g, 'N');
}
