import type { Tried } from './climb.ts';

/** What would take a migration back, by what it made: a beginning for whoever writes its way back. */
export function draftOf({ rung, trial }: Tried): string | undefined {
  if (trial.end !== 'up') return undefined;
  const { schema } = trial.made;
  // What was made last goes first; what is to be there again may be needed by nothing that goes.
  const extra = schema.filter(({ is }) => is === 'extra').toReversed();
  const others = schema.filter(({ is }) => is !== 'extra');
  const statements = [...others, ...extra].map(({ mend }) => mend).filter((mend) => mend !== '');
  const head = `-- A draft of the way back of ${rung.name}, by what it made of the schema. Of rows it knows nothing: read it, and let \`prestage database back\` try it.`;
  return `${[head, ...statements].join('\n')}\n`;
}
