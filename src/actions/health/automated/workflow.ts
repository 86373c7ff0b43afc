import { z } from 'zod';

/** A workflow of GitHub Actions, as far as it decides whether checks are run and people told. */
const step = z.looseObject({
  name: z.string().optional(),
  if: z.union([z.string(), z.boolean()]).optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  'continue-on-error': z.unknown().optional(),
});
const job = z.looseObject({
  if: z.union([z.string(), z.boolean()]).optional(),
  environment: z.union([z.string(), z.looseObject({ name: z.string() })]).optional(),
  strategy: z.looseObject({ matrix: z.record(z.string(), z.unknown()).catch({}).default({}) }).optional(),
  steps: z.array(step).default([]),
  'continue-on-error': z.unknown().optional(),
});
const schedule = z.array(z.looseObject({ cron: z.string() })).default([]);
const workflow = z.looseObject({
  // `on: push` and `on: [push]` have no schedule.
  on: z.looseObject({ schedule }).catch({ schedule: [] }),
  jobs: z.record(z.string(), job).refine((jobs) => Object.keys(jobs).length > 0, 'it has no job'),
});

export type Workflow = z.infer<typeof workflow>;
export type Job = z.infer<typeof job>;
export type Step = z.infer<typeof step>;

/** The workflow, or why GitHub would not take it for one. */
export async function readWorkflow(text: string): Promise<Workflow | string> {
  // Eighty files, which no other command of the area has a use for.
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken !== undefined) return broken.message.split('\n')[0] ?? 'it is no YAML';
  const read = workflow.safeParse(document.toJS());
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is none'}`;
}

/** The environments of GitHub that a job stands in, as its matrix spells them out. */
export function environmentsOf({ environment, strategy }: Job): readonly string[] {
  const name = typeof environment === 'string' ? environment : environment?.name;
  if (name === undefined) return [];
  const key = /^\$\{\{\s*matrix\.(?<key>[\w-]+)\s*\}\}$/u.exec(name)?.groups?.['key'];
  if (key === undefined) return [name];
  const values = strategy?.matrix[key];
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
}

/** What a step runs, line by line, without what is only a remark in it. */
export function linesOf({ run = '' }: Step): readonly string[] {
  const joined = run.replaceAll(/\\\n\s*/gu, ' ');
  return joined.split('\n').filter((line) => !/^\s*(?:#|$)/u.test(line));
}
