import { z } from 'zod';
import { defineCheck, type ActionContext, type Outcome } from '../../core/action.ts';
import { readTextIfThere } from '../../services/files/read.ts';
import { listOfPaths, listOfWords, workspacePath } from '../inputs.ts';
import { scheduleTroubles } from './automated/schedule.ts';
import { groupsOf, scriptTroubles } from './automated/scripts.ts';
import { jobTroubles } from './automated/steps.ts';
import { readWorkflow } from './automated/workflow.ts';

const input = z.strictObject({
  workflow: workspacePath.describe('the workflow of GitHub Actions that runs the checks every night'),
  scripts: listOfPaths.describe('what it calls, as a comma list; a .mjs and a .sh of one name are one script'),
  checks: listOfWords.optional().describe('the names of the checks that every one of the scripts must ask for'),
  environments: listOfWords.optional().describe('each has a job that calls them; all of the config when absent'),
});

export const healthAutomated = defineCheck({
  id: 'health.automated',
  summary: 'See that a workflow checks health every night, tells people, keeps records, hides no failure',
  input,
  effects: 'none',
  needs: {},
  recognises: [/\bautomat\w+\b.*\bhealth\b.*\bworkflow/iu],
  reads: ({ paths }) => {
    const workflow = paths.find((path) => /^\.github\/workflows\/.+\.ya?ml$/u.test(path));
    const scripts = paths.flatMap(spelledOut).filter((path) => /\.(?:sh|[cm]?js)$/u.test(path));
    return { workflow, scripts: scripts.length === 0 ? undefined : scripts };
  },

  async check(context, { workflow, scripts, checks = [], environments }) {
    const wanted = environments ?? configuredIn(context);
    const text = await readTextIfThere(context.root, workflow);
    const ofScripts = (
      await Promise.all(scripts.map(async (path) => scriptTroubles(context, path, { checks })))
    ).flat();
    const ofWorkflow = text === undefined ? ['it is not there'] : await workflowTroubles(text, wanted, scripts);
    return outcomeOf({ workflow, scripts, environments: wanted }, ofWorkflow, ofScripts);
  },
});

/** `check.{mjs,sh}` names two files. */
function spelledOut(path: string): readonly string[] {
  const { before, many, after } = /^(?<before>.*)\{(?<many>[\w,.-]+)\}(?<after>.*)$/u.exec(path)?.groups ?? {};
  return many === undefined ? [path] : many.split(',').map((one) => `${before ?? ''}${one}${after ?? ''}`);
}

function configuredIn({ settings }: ActionContext): readonly string[] {
  const configured = settings('environments');
  return typeof configured === 'object' && configured !== null ? Object.keys(configured) : [];
}

async function workflowTroubles(
  text: string,
  environments: readonly string[],
  scripts: readonly string[],
): Promise<readonly string[]> {
  const workflow = await readWorkflow(text);
  if (typeof workflow === 'string') return [`it cannot be read: ${workflow}`];
  return [...scheduleTroubles(workflow), ...jobTroubles(workflow, { environments, scripts: groupsOf(scripts) })];
}

interface Looked {
  readonly workflow: string;
  readonly scripts: readonly string[];
  readonly environments: readonly string[];
}

function outcomeOf(looked: Looked, ofWorkflow: readonly string[], ofScripts: readonly string[]): Outcome {
  const { workflow, scripts, environments } = looked;
  const troubles = [...ofWorkflow.map((words) => `${workflow}: ${words}`), ...ofScripts];
  const facts = { workflow, scripts, environments, troubles };
  if (environments.length === 0)
    return { verdict: 'unknown', reason: 'the config names no environment whose checks would be run', facts };
  if (troubles.length === 0) return { verdict: 'verified', facts };
  const fix =
    'Prestage has templates of the workflow and the scripts: compare with templates/ of its package, or of its repository.';
  return { verdict: 'failed', reason: troubles.join('; '), fix, facts };
}
