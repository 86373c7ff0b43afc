import type { Trouble } from './judgement.ts';

/** A value that the config has for other environments and not for this one. */
export function unsaid(setting: string, environment: string): Trouble {
  return {
    state: 'unknown',
    code: 'not_configured',
    summary: `${setting} says nothing of ${environment}`,
    next: `Add ${environment} to ${setting} in prestage.config.ts, or leave it out of the check's \`environments\`.`,
  };
}
