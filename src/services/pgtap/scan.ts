import { firstWords, stepsOf } from '../psql/script.ts';
import type { Token } from '../psql/tokens.ts';
import { transactionStep } from './transaction.ts';
import type { Stop } from './transcript.ts';

/**
 * What can be seen of a file without running it: where psql itself runs it, nobody stands between it and the database, and
 * nobody counts what pgTAP counted.
 */
export function scanTestFile(path: string, sql: string): Stop | undefined {
  for (const step of stepsOf(sql)) {
    const at = { file: path, line: step.line };
    if (step.kind === 'unterminated')
      return { code: 'unreadable', ...at, words: 'has a quotation or comment that does not end' };
    if (step.kind === 'meta') {
      if (isForged(step.text)) return forged(at);
      continue;
    }
    const text = step.tokens.map((token) => token.text).join('');
    if (transactionStep(firstWords(step.tokens, 5), text) === 'commits')
      return { code: 'commits', ...at, words: `says \`${text.slice(0, 60)}\`, and a test that commits is no test` };
    if (step.tokens.some(isForgedToken)) return forged(at);
  }
  return undefined;
}

function isForgedToken({ kind, text }: Token): boolean {
  return kind === 'quoted' && isForged(text);
}

/** `select 'ok 1'`, `\echo ok 1` */
function isForged(text: string): boolean {
  return /(?:^|[\s'"$])(?:not )?ok \d/.test(text);
}

function forged(at: Pick<Stop, 'file' | 'line'>): Stop {
  return { code: 'forged', ...at, words: 'writes a result line by hand, which no assertion of pgTAP stands behind' };
}
