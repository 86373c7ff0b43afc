import { z } from 'zod';
import { defineAction, type ActionContext, type Outcome } from '../../core/action.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { readPromql } from '../../services/promql/read.ts';
import { changesOf, planFile, writePlanned, type PlannedFile } from '../planned-file.ts';
import { withBlocks } from '../report/blocks.ts';
import { alertsBlock } from './render/block.ts';
import { firstDifference } from './render/difference.ts';
import { authorOf } from './render/marked.ts';
import { renderRules } from './render/rules-file.ts';
import { renderTests } from './render/tests-file.ts';
import { anchorsIn, runbookUrlOf } from './runbook-url.ts';
import { allRules, configuredAlerts } from './rules-of.ts';
import { alertsSettings } from './settings.ts';

const input = z.strictObject({});

type Data = { readonly files: readonly PlannedFile[] };

export const alertsRender = defineAction<z.infer<typeof input>, Data>({
  id: 'alerts.render',
  summary: 'Write the Prometheus rules, their unit tests and their part of the runbook from the config',
  input,
  effects: 'workspace',
  needs: {},
  recognises: [/\bprometheus alerts?\b/iu, /\bprometheus-alerts\.yml\b/iu],
  writes: (_input, { settings }) => {
    const read = alertsSettings.safeParse(settings('alerts') ?? {});
    if (!read.success) return [];
    const { file, tests, runbook } = read.data;
    return [file, tests, ...(runbook === undefined ? [] : [runbook.file])];
  },

  async plan(context) {
    const files = await filesOf(context);
    return {
      summary: `Write ${files.map(({ path }) => path).join(', ')}`,
      changes: files.flatMap((file) => changesOf(file, 'from the definitions in prestage.config.ts')),
      data: { files },
    };
  },

  async apply(context, _input, { data }) {
    for (const file of data.files) await writePlanned(context.root, file);
  },

  async verify(context) {
    const files = await filesOf(context);
    const settings = configuredAlerts(context);
    const rules = allRules(settings);
    const facts = {
      files: files.map(({ path }) => path),
      alerts: rules.map(({ alert, severity }) => ({ alert, severity })),
      tests: rules.reduce((sum, { cases }) => sum + cases.length, 0),
    };
    return { ...(await judge(context, files)), facts };
  },
});

/** Throws Failure `alerts.hand-edited`, `alerts.not-ours`: what somebody wrote is not written over. */
async function filesOf(context: ActionContext): Promise<readonly PlannedFile[]> {
  const settings = configuredAlerts(context);
  const { file, tests, runbook } = settings;
  const rules = allRules(settings);
  const runbookUrl = runbookUrlOf(runbook);
  await refuseOthers(context, [file, tests]);
  const text = await readTextIfThere(context.root, runbook.file);
  return [
    await planFile(context.root, file, renderRules(rules, runbookUrl)),
    await planFile(context.root, tests, renderTests(rules, { rulesPath: file, testsPath: tests, runbookUrl })),
    await planFile(
      context.root,
      runbook.file,
      withBlocks(runbook.file, text, 'Production deployment', [alertsBlock(settings)]),
    ),
  ];
}

async function refuseOthers({ root }: ActionContext, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const text = await readTextIfThere(root, path);
    const author = text === undefined || text.trim() === '' ? 'ours' : authorOf(text);
    if (author === 'edited') throw handEdited(path);
    if (author === 'theirs') throw notOurs(path);
  }
}

async function judge({ root }: ActionContext, files: readonly PlannedFile[]): Promise<Outcome> {
  for (const { path, after } of files) {
    const text = await readTextIfThere(root, path);
    if (text === undefined) return { verdict: 'failed', reason: `${path} is not there` };
    if (text !== after)
      return {
        verdict: 'failed',
        reason: `${path} is stale: ${firstDifference(after, text)}`,
        fix: '`prestage alerts render --apply`.',
      };
  }
  return (await unreadable(root, files)) ?? { verdict: 'verified' };
}

/** Reads back what Prometheus and people will: every expression, and every heading that is linked to. */
async function unreadable(root: string, [rules, , runbook]: readonly PlannedFile[]): Promise<Outcome | undefined> {
  const { readRules } = await import('./check/read-rules.ts');
  const read = readRules(rules?.after ?? '');
  const [broken] = read.rules.filter(({ expr }) => readPromql(expr).errors.length > 0);
  if (broken !== undefined) return { verdict: 'failed', reason: `the expression of ${broken.alert} does not parse` };
  const anchors = anchorsIn((await readTextIfThere(root, runbook?.path ?? '')) ?? '');
  const [dead] = read.rules.filter(({ annotations }) => !anchors.has(annotations['runbook_url']?.split('#')[1] ?? ''));
  if (dead === undefined) return undefined;
  return { verdict: 'failed', reason: `${runbook?.path ?? 'the runbook'} has no heading for ${dead.alert}` };
}

function handEdited(path: string): Failure {
  return new Failure(
    {
      code: 'alerts.hand-edited',
      what: `${path} was edited by hand`,
      why: 'it is rendered from prestage.config.ts, and is no longer what was rendered: the edit would be lost, so nothing was written',
      fix: `Put the edit into the section \`alerts\` of prestage.config.ts, take it back with \`git checkout ${path}\`, and render again.`,
      file: path,
    },
    exitCodes.failed,
  );
}

function notOurs(path: string): Failure {
  return new Failure(
    {
      code: 'alerts.not-ours',
      what: `${path} is somebody's own`,
      why: 'it was not rendered by Prestage, and is not written over',
      fix: 'Name another file in `alerts.file` and `alerts.tests` of prestage.config.ts, or move this one away.',
      file: path,
    },
    exitCodes.failed,
  );
}
