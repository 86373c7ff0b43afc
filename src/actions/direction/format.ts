import { z } from 'zod';
import { defineAction } from '../../core/action.ts';
import { succeeded, type CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { refusalIn } from '../../core/refusal.ts';
import { readText } from '../../services/files/read.ts';
import { digestOf } from '../../services/files/digest.ts';
import { writeFormatted } from '../../services/prettier/argv.ts';
import { aboutFile } from '../about-file.ts';
import { formattingOf, lastWords } from '../formatting.ts';
import { workspacePath } from '../inputs.ts';
import { changedMeanwhile } from '../planned-file.ts';

const input = z.strictObject({ file: workspacePath });

type Data = { readonly before: string };

export const directionFormat = defineAction<z.infer<typeof input>, Data>({
  id: 'direction.format',
  summary: "Format a file with the workspace's Prettier",
  input,
  effects: 'workspace',
  needs: { tools: ['npx'] },
  recognises: [/\bprettier --write\b/],
  reads: ({ paths: [path], subject }) => ({ file: path ?? subject }),
  writes: ({ file }) => [file],

  async plan(context, { file }) {
    const before = digestOf(await readText(context.root, file));
    const isFormatted = (await formattingOf(context, file)).verdict === 'verified';
    const change = { kind: 'update', target: file, summary: 'as Prettier writes it' } as const;
    return { summary: `Format ${file}`, changes: isFormatted ? [] : [change], data: { before } };
  },

  async apply(context, { file }, { changes, data }) {
    if (changes.length === 0) return;
    if (digestOf(await readText(context.root, file)) !== data.before) throw changedMeanwhile(file);
    const result = await context.exec(writeFormatted(file));
    if (succeeded(result)) return;
    throw notFormatted(file, result);
  },

  async verify(context, { file }) {
    const words = { asked: `npx prettier --write ${file}`, done: `npx --no-install prettier --write ${file}` };
    return aboutFile(file, { ...(await formattingOf(context, file)), ...words });
  },
});

function notFormatted(file: string, result: CommandResult): Failure {
  return new Failure(
    {
      code: 'direction.format-failed',
      what: `Prettier did not format ${file}`,
      why: lastWords(result),
      fix:
        refusalIn(result) === undefined
          ? `Install what is missing (\`npm install\`), or run it by hand and see: ${result.command}`
          : 'Install Prettier in the workspace, or in a folder above it: `npm install --save-dev prettier`.',
      file,
    },
    exitCodes.failed,
  );
}
