import { z } from 'zod';
import { defineCheck } from '../../core/action.ts';
import { listOfPaths } from '../inputs.ts';
import { stagedOutcome } from '../staged.ts';

export const checksStaged = defineCheck({
  id: 'checks.staged',
  summary: 'Check that exactly these files are staged',
  input: z.strictObject({ only: listOfPaths }),
  effects: 'none',
  needs: { tools: ['git'] },
  recognises: [/^only .+ staged\b/i],
  reads: ({ paths, subject }) => ({ only: paths.length > 0 ? paths : subject }),

  check: (context, { only }) => stagedOutcome(context, only),
});
