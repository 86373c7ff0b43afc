import type { Outcome, RunView } from '../core/action.ts';

/**
 * Names the file that an action wrote in its facts, failed or not: that is how the run's way back knows that the run has
 * touched it. An action that never came to write has no facts; one that died while it wrote has planned to.
 */
export function aboutFile(file: string, outcome: Outcome): Outcome {
  return { ...outcome, facts: { ...outcome.facts, file } };
}

export function hasWritten(run: RunView, file: string): boolean {
  return (
    run.intended.includes(file) ||
    run.tasks.some((task) => task.actions.some((action) => action.facts?.['file'] === file))
  );
}
