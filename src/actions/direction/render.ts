import { z } from 'zod';
import { defineAction, type ActionContext } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { readText, readTextIfThere } from '../../services/files/read.ts';
import { createGit } from '../../services/git/client.ts';
import { aboutFile } from '../about-file.ts';
import { readOrderText } from '../direction-file.ts';
import { workspacePath } from '../inputs.ts';
import { changesOf, isChange, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { fillPlaceholders } from './parts/placeholders.ts';
import { metadataOf } from './parts/metadata.ts';

const input = z.strictObject({
  template: workspacePath.describe('the template'),
  to: workspacePath.describe('the direction to write'),
  agent: z.string().optional().describe('for {{agent}}; from the title of the file that is replaced when absent'),
  owner: z.string().optional().describe('for {{owner}}; from the file that is replaced when absent'),
});

type Input = z.infer<typeof input>;
type Values = { readonly [name: string]: string };
type Data = { readonly file: PlannedFile; readonly values: Values };

export const directionRender = defineAction<Input, Data>({
  id: 'direction.render',
  summary: 'Write a direction from its template',
  input,
  effects: 'workspace',
  needs: { tools: ['git'] },
  recognises: [/\boverwrite the file using the template\b/i, /\bfrom the template\b/i],
  reads: ({ paths: [template], subject }) => ({ template, to: subject }),
  writes: ({ to }) => [to],

  async plan(context, input) {
    const values = await valuesOf(context, input);
    const wanted = fillPlaceholders(await readText(context.root, input.template), values);
    const file = await planFile(context.root, input.to, wanted);
    if (isChange(file)) await refuseUncommitted(context, input.to);
    const changes = changesOf(file, `from ${input.template}`);
    return { summary: `Write ${input.to} from ${input.template}`, changes, data: { file, values } };
  },

  async apply(context, _input, { data }) {
    await writePlanned(context.root, data.file);
  },

  async verify(context, { template, to }, { data }) {
    const wanted = fillPlaceholders(await readText(context.root, template), data.values);
    const found = await readTextIfThere(context.root, to);
    if (found === wanted) return aboutFile(to, { verdict: 'verified', facts: { template, values: data.values } });
    const fault = found === undefined ? 'it is not there' : firstDifference(wanted, found);
    return aboutFile(to, { verdict: 'failed', reason: `${to} does not read as ${template} renders: ${fault}` });
  },
});

/** The run's way back is git: what is not committed it could not bring back. */
async function refuseUncommitted(context: ActionContext, to: string): Promise<void> {
  const { head, index, worktree } = await createGit(context.exec).versions(to);
  if (worktree === undefined || (worktree === head && index === head)) return;
  throw new Failure(
    {
      code: 'direction.uncommitted-edits',
      what: `${to} has edits that are not committed`,
      why: 'the way back of this run is `git checkout`, which would lose them; nothing was written',
      fix: `Commit them (\`git commit ${to}\`) or drop them (\`git checkout HEAD -- ${to}\`), and run it again.`,
      file: to,
    },
    exitCodes.failed,
  );
}

/** Names stay with the file; date and version are the order's, and a change-log entry may raise them later. */
async function valuesOf(context: ActionContext, { to, agent, owner }: Input): Promise<Values> {
  const old = readOrderText((await createGit(context.exec).textAtHead(to)) ?? '', to);
  const named = {
    agent: agent ?? old?.title.replace(/\s+Direction\b.*$/i, '') ?? agentOf(to),
    owner: owner ?? metadataOf(old, 'Owner') ?? metadataOf(context.order, 'Owner'),
    effective: metadataOf(context.order, 'Effective'),
    version: metadataOf(context.order, 'Version'),
  };
  return Object.fromEntries(Object.entries(named).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

function agentOf(path: string): string {
  const name = path.replace(/^.*\//, '').replace(/\.\w+$/, '');
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

function firstDifference(wanted: string, found: string): string {
  const lines = found.split('\n');
  const at = wanted.split('\n').findIndex((line, index) => line !== lines[index]);
  return at === -1 ? 'it goes on where the template ends' : `line ${at + 1} differs`;
}
