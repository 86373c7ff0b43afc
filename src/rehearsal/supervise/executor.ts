import { z } from 'zod';
import { defineCheck, type Catalogue } from '../../core/action.ts';
import type { Step } from '../../core/binding.ts';

const id = 'supervise.executor';

/** The executor as the constraints know whoever calls programs: an action that needs one tool, its own. */
export function executorAs(program: string): { readonly step: Step; readonly catalogue: Catalogue } {
  const action = defineCheck({
    id,
    summary: 'Work under the constraints of a direction',
    input: z.strictObject({}),
    effects: 'none',
    needs: { tools: program.includes('/') ? [] : [program] },
    recognises: [],
    check: () => Promise.reject(new Error('an executor is started, not asked')),
  });
  return {
    step: { action: id, input: {}, line: 0 },
    catalogue: { ids: [id], load: (asked) => Promise.resolve(asked === id ? action : undefined) },
  };
}
