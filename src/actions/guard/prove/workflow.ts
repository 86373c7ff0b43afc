import { parse } from 'yaml';
import { z } from 'zod';

const step = z.looseObject({
  run: z.string().optional(),
  if: z.unknown().optional(),
  'continue-on-error': z.unknown().optional(),
});
const job = z.looseObject({
  if: z.unknown().optional(),
  'continue-on-error': z.unknown().optional(),
  steps: z.array(step).default([]),
});
const workflow = z.looseObject({
  on: z.looseObject({ pull_request_target: z.looseObject({}).nullable() }),
  jobs: z.record(z.string(), job),
});

const call = /(?:^|\s)prestage guard check\s+--event "\$GITHUB_EVENT_PATH"\s*$/u;

/** Why a workflow would not keep a pull request from being merged; undefined when it would. */
export function workflowFault(text: string): string | undefined {
  const read = workflow.safeParse(valueOf(text));
  if (!read.success) return 'it is no workflow that starts on pull_request_target';
  const trigger = read.data.on.pull_request_target ?? {};
  if (Object.keys(trigger).some((key) => key.startsWith('paths') || key.startsWith('branches')))
    return 'it leaves pull requests out by their paths or branches';
  const jobs = Object.entries(read.data.jobs).filter(([, { steps }]) => steps.some(isCall));
  if (jobs.length === 0) return 'no step of it is `prestage guard check --event "$GITHUB_EVENT_PATH"` and nothing more';
  for (const [name, each] of jobs) {
    if (each.if !== undefined)
      return `its job ${name} may be skipped, and GitHub takes a skipped check for a passed one`;
    if (isLenient(each) || each.steps.some(isLenient)) return `its job ${name} passes when the guard fails`;
    if (each.steps.some((one) => isCall(one) && one.if !== undefined))
      return `the guard of its job ${name} may be skipped`;
  }
  return undefined;
}

function isCall({ run = '' }: z.infer<typeof step>): boolean {
  return call.test(run) && !run.trim().includes('\n');
}

function isLenient(each: { readonly 'continue-on-error'?: unknown }): boolean {
  return each['continue-on-error'] !== undefined && each['continue-on-error'] !== false;
}

function valueOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
