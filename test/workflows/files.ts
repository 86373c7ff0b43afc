import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

/** A workflow of GitHub Actions, as far as tests look at it. */
const step = z.looseObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).default({}),
});
const job = z.looseObject({
  'timeout-minutes': z.number().optional(),
  permissions: z.unknown().optional(),
  env: z.record(z.string(), z.string()).default({}),
  steps: z.array(step),
});
const workflow = z.looseObject({
  on: z.looseObject({ schedule: z.array(z.object({ cron: z.string() })).default([]) }),
  permissions: z.unknown(),
  concurrency: z.unknown(),
  jobs: z.record(z.string(), job),
});
export type Workflow = z.infer<typeof workflow>;
export type Step = z.infer<typeof step>;

export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

/** All that we write for users, and the example's. Sorted. */
export async function workflowFiles(): Promise<readonly WorkflowFile[]> {
  const paths: string[] = [];
  for await (const path of glob('{templates,examples/*}/.github/workflows/*.yml')) paths.push(path);
  return paths.toSorted().map((path) => {
    const text = readFileSync(path, 'utf8');
    return { path, text, workflow: workflow.parse(parse(text)) };
  });
}

export function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}
