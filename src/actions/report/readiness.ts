import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome, type RunView } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { digestOf } from '../../services/files/digest.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { aboutFile } from '../about-file.ts';
import { workspacePath } from '../inputs.ts';
import { unsettledTasks } from '../feedback/entry/unsettled.ts';
import { changesOf, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { handWritten, withBlocks } from './blocks.ts';
import { citedFiles, evidenceFaults } from './readiness/evidence.ts';
import { isReady, noteBlocks, unseenAreas } from './readiness/note.ts';

const input = z.strictObject({
  to: workspacePath
    .optional()
    .describe('the note; what the task names when absent, else docs/runbooks/devops_execution_summary.md'),
  ready: z
    .enum(['required', 'reported'])
    .default('required')
    .describe('whether tasks before it that are not settled make this one red, or are only written down'),
});
type Input = z.infer<typeof input>;

const usual = 'docs/runbooks/devops_execution_summary.md';
const title = 'Readiness';

type Data = {
  readonly file: PlannedFile;
  /** SHA-256 of what people wrote around the rendered parts; null when there was no note. */
  readonly written: string | null;
};

export const reportReadiness = defineAction<Input, Data>({
  id: 'report.readiness',
  summary: 'Write the readiness note from the evidence of the run, and from nothing else',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [/\breadiness note\b/i],

  async plan(context, { to }) {
    const run = runOf(context);
    const path = noteOf(context, to);
    const text = await readTextIfThere(context.root, path);
    const file = await planFile(context.root, path, withBlocks(path, text, title, noteBlocks(context, run)));
    const written = text === undefined || text.trim() === '' ? null : digestOf(handWritten(path, text));
    return {
      summary: `Write the readiness note ${path}`,
      changes: changesOf(file, 'write it from the evidence'),
      data: { file, written },
    };
  },

  async apply(context, _input, { data }) {
    await writePlanned(context.root, data.file);
  },

  async verify(context, { ready }, { data }) {
    const run = runOf(context);
    const judged = (await faultOf(context, run, data)) ?? standing(run, ready);
    return aboutFile(data.file.path, { ...judged, facts: factsOf(run) });
  },
});

/** Reads the note and every file that it cites again. */
async function faultOf(context: ActionContext, run: RunView, { file, written }: Data): Promise<Outcome | undefined> {
  const { path } = file;
  const text = await readTextIfThere(context.root, path);
  if (text === undefined) return { verdict: 'failed', reason: `${path} is not there` };
  if (withBlocks(path, text, title, noteBlocks(context, run)) !== text)
    return { verdict: 'failed', reason: `${path} reads otherwise than the evidence` };
  if (written !== null && digestOf(handWritten(path, text)) !== written)
    return { verdict: 'failed', reason: `${path}: what people wrote in it is no longer what it was` };
  const faults = await evidenceFaults(context.root, run);
  if (faults.length > 0) return { verdict: 'failed', reason: `the note cites what is not so: ${faults.join('; ')}` };
  return undefined;
}

/** The note is true: what it says of the tasks before it is what this task comes to. */
function standing(run: RunView, ready: Input['ready']): Outcome {
  const unseen = unseenAreas(run);
  if (unseen.length > 0)
    return {
      verdict: 'unknown',
      reason: `nothing of ${unseen.join(', ')} ran in this run: the note says that it is unknown`,
      fix: 'Run it together with the tasks that it sums up.',
    };
  const words = 'the note stands, and says that it is not ready';
  const open = unsettledTasks(run);
  const worst = open.find(({ verdict }) => verdict === 'failed') ?? open[0];
  if (worst === undefined || ready === 'reported')
    return { verdict: 'verified', ...(isReady(run) ? {} : { reason: words }) };
  return {
    verdict: worst.verdict === 'failed' ? 'failed' : 'unknown',
    reason: `${words}: ${open.map(({ number, verdict }) => `task ${number} is ${verdict}`).join(', ')}`,
    fix: worst.fix ?? `Settle task ${worst.number}, then run this one again.`,
  };
}

function factsOf(run: RunView): NonNullable<Outcome['facts']> {
  return { ready: isReady(run), cited: citedFiles(run).length };
}

/** The one Markdown file that the task names. */
function noteOf({ item }: ActionContext, to: string | undefined): string {
  if (to !== undefined) return to;
  const named = [...new Set(item?.codes ?? [])].filter((code) => /^[\w./-]+\.md$/.test(code));
  const [only = usual] = named;
  if (named.length <= 1) return only;
  throw new Failure({
    code: 'report.no-path',
    what: 'Cannot tell which file is the readiness note',
    why: `the task names ${named.join(', ')}`,
    fix: `Name it in the binding: \`to=${usual}\`.`,
  });
}

function runOf({ run }: ActionContext): RunView {
  if (run !== undefined) return run;
  throw new Failure({
    code: 'report.no-run',
    what: 'There is no run to write about',
    why: 'the note is written from the evidence of the run that it is a task of',
    fix: 'Bind it to a task of a direction and run that: `prestage rehearse <direction>`.',
  });
}
