import { z } from 'zod';
import { defineCheck } from '../../core/action.ts';
import { formattingOf } from '../formatting.ts';
import { workspacePath } from '../inputs.ts';

export const checksFormatted = defineCheck({
  id: 'checks.formatted',
  summary: 'Check that a file stands as Prettier would write it',
  input: z.strictObject({ file: workspacePath }),
  effects: 'none',
  needs: { tools: ['npx'] },
  recognises: [/\bprettier (?:was |is )?(?:executed|run)\b/i, /\bprettier --check\b/],
  reads: ({ paths: [path], subject }) => ({ file: path ?? subject }),

  check: (context, { file }) => formattingOf(context, file),
});
