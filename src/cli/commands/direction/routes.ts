import { buildCommand, buildRouteMap } from '@stricli/core';
import { settling, type CliContext, type Target } from '../../app/context.ts';
import { commonFlags, textFlag, type CommonFlags } from '../../app/flags.ts';
import { areaTargets } from '../actions/area.ts';

export interface BindFlags extends CommonFlags {
  readonly write?: boolean;
}

export interface TickFlags extends CommonFlags {
  readonly run?: string;
}

const file = {
  kind: 'tuple',
  parameters: [{ placeholder: 'FILE', brief: 'The direction, a Markdown file', parse: String }],
} as const;

const lint = buildCommand<CommonFlags, [string], CliContext>({
  docs: { brief: 'Check a direction and its bindings: rule, line and fix of each finding' },
  parameters: { flags: commonFlags, positional: file },
  loader: async () => settling((await import('./lint.ts')).lintCommand),
});

const bind = buildCommand<BindFlags, [string], CliContext>({
  docs: {
    brief: 'Propose a bindings sidecar from what the tasks say',
    fullDescription:
      'Proposes a bindings sidecar from what the tasks say: the commands and paths that they name.\n' +
      'Prints it; --write writes it beside the direction when there is none yet.',
  },
  parameters: {
    flags: {
      write: { kind: 'boolean', optional: true, withNegated: false, brief: 'Write the sidecar' },
      ...commonFlags,
    },
    positional: file,
  },
  loader: async () => settling((await import('./bind.ts')).bindCommand),
});

const tick = buildCommand<TickFlags, [string], CliContext>({
  docs: {
    brief: 'Tick the boxes that the evidence of a run settles',
    fullDescription:
      'Ticks the boxes that the evidence of a run settles, each with a link to it, and unticks the others.\n' +
      'Evidence of a rehearsal never ticks a live box.',
  },
  parameters: {
    flags: {
      run: { ...textFlag('RUN', 'The run; the newest of this direction when absent'), optional: true },
      ...commonFlags,
    },
    positional: file,
  },
  loader: async () => settling((await import('./tick.ts')).tickCommand),
});

const verify = buildCommand<CommonFlags, [string], CliContext>({
  docs: { brief: 'Recompute every tick; fail on one without evidence' },
  parameters: { flags: commonFlags, positional: file },
  loader: async () => settling((await import('./verify.ts')).verifyTicksCommand),
});

/** The direction's own commands and the actions of the area that has the same name. */
export async function loadDirection(brief: string): Promise<Target> {
  const routes = { lint, bind, tick, verify, ...(await areaTargets('direction')) };
  return buildRouteMap<string, CliContext>({ routes, docs: { brief } });
}
