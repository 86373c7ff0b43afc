import type { Drift } from '../../drift/catalogue/compare.ts';
import type { Tried } from './climb.ts';

/** What would take a migration back, by what it made: a beginning for whoever writes its way back. */
export function draftOf({ rung, trial }: Tried): string | undefined {
  if (trial.end !== 'up') return undefined;
  const { schema } = trial.made;
  // What was made last goes first; tables go before the functions that their defaults and policies call.
  const extra = schema.filter(({ is }) => is === 'extra').toReversed();
  const [routines, plain] = [extra.filter(isRoutine), extra.filter((one) => !isRoutine(one))];
  const others = schema.filter(({ is }) => is !== 'extra');
  const parts = plain.filter(isBeneath);
  const ordered = [...others, ...plain.filter((one) => !isBeneath(one)), ...routines, ...parts];
  const statements = ordered.map(({ mend }) => mend).filter((mend) => mend !== '');
  const head = `-- A draft of the way back of ${rung.name}, by what it made of the schema. Of rows it knows nothing: read it, and let \`prestage database back\` try it.`;
  return `${[head, ...statements].join('\n')}\n`;
}

function isRoutine({ object }: Drift): boolean {
  return /^(?:function|procedure) /.test(object);
}

/** What tables and functions are made of, or lie in. */
function isBeneath({ object }: Drift): boolean {
  return /^(?:schema|extension|type|domain|role) /.test(object);
}
