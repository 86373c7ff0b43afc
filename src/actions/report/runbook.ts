import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { digestOf } from '../../services/files/digest.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { aboutFile } from '../about-file.ts';
import { alertsBlock } from '../alerts/render/block.ts';
import { firstDifference } from '../alerts/render/difference.ts';
import { alertsSettings } from '../alerts/settings.ts';
import { workspacePath } from '../inputs.ts';
import { changesOf, isChange, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { readSettings } from '../settings.ts';
import { handWritten, withBlocks } from './blocks.ts';
import { deadLinks } from './daily/dead-links.ts';
import { runbookBlocks } from './runbook/blocks.ts';
import { commandFault, commandsIn } from './runbook/commands.ts';
import { sceneOf } from './runbook/scene.ts';
import { reportSettings } from './settings.ts';

const input = z.strictObject({
  to: workspacePath.optional().describe('the runbook; what the config names when absent'),
  current: z.stringbool().optional().describe('fail when it is not up to date, and write nothing: for CI'),
});
type Input = z.infer<typeof input>;

type Data = {
  readonly file: PlannedFile;
  /** SHA-256 of what people wrote around the rendered parts; null when there was nothing. */
  readonly written: string | null;
};

export const reportRunbook = defineAction<Input, Data>({
  id: 'report.runbook',
  summary: 'Write the runbook from the config: deploy, rollback, gates, times of drills, alerts, guardrails',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [/\bproduction_deployment\.md\b.*\bflow\b/iu, /\brunbooks?\b.*\b(?:deploy|rollback) flow\b/iu],
  writes: ({ to }, { settings }) => [
    to ?? reportSettings.safeParse(settings('report') ?? {}).data?.runbook.file ?? usual,
  ],

  async plan(context, wish) {
    const { file, text } = await fileOf(context, wish);
    if (wish.current === true && isChange(file)) throw stale(file, text ?? '');
    const written = text === undefined || text.trim() === '' ? null : digestOf(handWritten(file.path, text));
    return {
      summary: `Write the runbook ${file.path}`,
      changes: changesOf(file, 'from the config, the keys, the bindings and the records of drills'),
      data: { file, written },
    };
  },

  async apply(context, _input, { data }) {
    await writePlanned(context.root, data.file);
  },

  async verify(context, wish, { data }) {
    const { file, text } = await fileOf(context, wish);
    const commands = commandsIn(text ?? '');
    return aboutFile(file.path, {
      ...(await judge(context, { file, text, data, commands })),
      facts: { commands: [...commands] },
    });
  },
});

const usual = 'docs/runbooks/production_deployment.md';

async function fileOf(context: ActionContext, { to }: Input) {
  const settings = readSettings(context, 'report', reportSettings).runbook;
  const path = to ?? settings.file;
  const text = await readTextIfThere(context.root, path);
  const alerts = readSettings(context, 'alerts', alertsSettings);
  const blocks = [
    ...(await runbookBlocks(await sceneOf(context), { ...settings, file: path })),
    ...(Object.keys(alerts.rules).length === 0 ? [] : [alertsBlock(alerts)]),
  ];
  return { text, file: await planFile(context.root, path, withBlocks(path, text, 'Production deployment', blocks)) };
}

interface Judged {
  readonly file: PlannedFile;
  readonly text: string | undefined;
  readonly data: Data;
  readonly commands: readonly string[];
}

/** Reads it again, with the words of people: a command of ours that cannot be typed is wrong whoever wrote it. */
async function judge({ root }: ActionContext, { file, text, data, commands }: Judged): Promise<Outcome> {
  const { path, after } = file;
  if (text === undefined) return { verdict: 'failed', reason: `${path} is not there` };
  if (text !== after)
    return {
      verdict: 'failed',
      reason: `${path} is stale: ${firstDifference(after, text)}`,
      fix: '`prestage report runbook --apply`.',
    };
  if (data.written !== null && digestOf(handWritten(path, text)) !== data.written)
    return { verdict: 'failed', reason: `${path}: what people wrote in it is no longer what it was` };
  const { catalogue } = await import('../registry.ts');
  for (const command of commands) {
    const fault = await commandFault(catalogue, command);
    if (fault !== undefined)
      return {
        verdict: 'failed',
        reason: `${path} says \`${command}\`: ${fault}`,
        fix: `Correct the command in ${path}.`,
      };
  }
  const [dead] = await deadLinks(root, path, text);
  if (dead !== undefined)
    return { verdict: 'failed', reason: `${path} links to ${dead}, which is not there`, fix: 'Correct the link.' };
  return { verdict: 'verified' };
}

function stale({ path, after }: PlannedFile, text: string): Failure {
  return new Failure(
    {
      code: 'report.stale',
      what: `${path} is stale`,
      why: text === '' ? 'it is not there' : firstDifference(after, text),
      fix: '`prestage report runbook --apply`.',
      file: path,
    },
    exitCodes.failed,
  );
}
