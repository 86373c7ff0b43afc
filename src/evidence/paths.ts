/** Where files lie in a run's folder, `/` as separator. */
export const runFiles = {
  journal: 'journal.jsonl',
  /** The exact bytes that were run. */
  direction: 'direction.md',
  bindings: 'bindings.yaml',
  report: 'report.json',
  page: 'page.html',
  done: 'statements/done.sigstore.json',
} as const;

export function taskStatementPath(number: string): string {
  return `statements/task-${number}.sigstore.json`;
}

export function suiteStatementPath(number: string, suite: string): string {
  return `statements/task-${number}.${plainName(suite)}.sigstore.json`;
}

export function attestationPath(number: string): string {
  return `statements/attest-${number}.sigstore.json`;
}

/** Seals count from 1: `seals/0001.sigstore.json`. */
export function sealPath(number: number): string {
  return `seals/${fourDigits(number)}.sigstore.json`;
}

/** The list of files that a seal names when they are too many for its subjects. */
export function sealManifestPath(number: number): string {
  return `seals/${fourDigits(number)}.files.json`;
}

function fourDigits(number: number): string {
  return String(number).padStart(4, '0');
}

/** `test:ci` → `test-ci`: a name that every file system takes. */
function plainName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
}
