/** What a record's number is called: `Task 4`, `Box 1`, `Monitoring`, `Rollback`. */
export function labelOf(number: string): string {
  if (number.startsWith('done-')) return `Box\u00A0${number.slice('done-'.length)}`;
  if (number === 'monitoring') return 'Monitoring';
  if (number === 'rollback') return 'Rollback';
  return `Task\u00A0${number}`;
}
