import type { Choices, Chosen } from '../kit/choice.ts';
import type { EngineOptions } from './engine/start-engine.ts';

const engines = ['native', 'pglite'] as const;
const exposures = ['auto', 'explicit'] as const;

export const postgresChoices: Choices = {
  engine: { brief: 'The Postgres that is started; native where there is one, when absent', values: engines },
  exposure: {
    brief: 'What new tables are granted to the roles of the API, as on old projects (auto) or new ones (explicit)',
    values: exposures,
    fallback: 'auto',
  },
};

/** As a command chooses it, it is always made like a project of Supabase. */
export function postgresAsChosen({ values, searchPath, workspace }: Chosen): EngineOptions {
  const engine = engines.find((name) => name === values['engine']);
  const supabase = exposures.find((name) => name === values['exposure']) ?? 'auto';
  return { searchPath, workspace, supabase, ...(engine === undefined ? {} : { engine }) };
}
