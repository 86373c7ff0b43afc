/** What a statement does to the transaction that its file runs in. */
export type TransactionStep = 'begin' | 'roll-back' | 'commits' | 'psql-only' | 'none';

/**
 * A file runs inside a transaction of ours: its own `begin … rollback` becomes a savepoint, and a commit is refused, since
 * what a test leaves behind is met by the next one.
 */
export function transactionStep(words: readonly string[], text: string): TransactionStep {
  const [first = '', second = ''] = words;
  switch (first) {
    case 'begin':
      return second === '' || isFiller(second, words) ? 'begin' : 'psql-only';
    case 'start':
      return words.length > 2 ? 'psql-only' : 'begin';
    case 'abort':
    case 'rollback':
      return rollBack(words);
    case 'commit':
    case 'end':
      return 'commits';
    case 'prepare':
      return second === 'transaction' ? 'commits' : 'none';
    case 'copy':
      return /\bfrom\s+stdin\b/i.test(text) ? 'psql-only' : 'none';
    default:
      return 'none';
  }
}

/** `begin work`, `begin transaction`: a mode after it cannot be given to a transaction that is under way. */
function isFiller(second: string, words: readonly string[]): boolean {
  return (second === 'work' || second === 'transaction') && words.length === 2;
}

function rollBack(words: readonly string[]): TransactionStep {
  if (words.includes('to')) return 'none';
  if (words.includes('prepared')) return 'commits';
  return words.includes('chain') && !words.includes('no') ? 'psql-only' : 'roll-back';
}
