import type { ActionContext } from '../core/action.ts';

/** A command of ours as one types it, on the environment that the action acts on: for what a reader is to do next. */
export function commandLine({ environment }: Pick<ActionContext, 'environment'>, ...words: readonly string[]): string {
  return `\`${['prestage', ...words, ...(environment === undefined ? [] : ['--env', environment])].join(' ')}\``;
}
