import { Failure } from '../../../core/failure.ts';
import type { GitRange } from '../../../services/git/range.ts';
import { canaries } from './canaries.ts';
import { scanText } from './scanner.ts';

/**
 * Plants credentials that open nothing and lets them take the way that added lines take. A scanner that does not find them
 * finds nothing, and nobody would know. Throws Failure `guard.scanner-silent`.
 */
export async function proveScanner(git: GitRange): Promise<void> {
  for (const { kind, text } of canaries()) {
    const found = await scanText(await git.echo(text), 'canary.txt');
    if (found.length === 0) throw silent(kind);
  }
}

function silent(kind: string): Failure {
  return new Failure({
    code: 'guard.scanner-silent',
    what: 'The scan for secrets finds nothing',
    why: `${kind} was planted, and no rule fired: none is loaded, or something stands between`,
    fix: 'Install what prestage needs anew: `npm ci`; if it stays so, report it as a bug.',
  });
}
