import type { Ask, Found } from '../ask.ts';
import type { Job, PlacedReference, Workflow } from './read.ts';

/** Whose secrets a workflow sees: the repository's when something starts it, a caller's when a job calls it. */
type Handed = 'all' | ReadonlySet<string>;

/** Given by GitHub itself, or set for a while by whoever looks for a fault. */
const ofGitHub = new Set(['GITHUB_TOKEN', 'ACTIONS_STEP_DEBUG', 'ACTIONS_RUNNER_DEBUG']);

/** GitHub's own limit is ten, callers included. */
const mostNested = 10;

/** All workflows of the repository together: those that call each other are followed. */
export function asksOfWorkflows(workflows: readonly Workflow[]): Found {
  const byFile = new Map(workflows.map((workflow) => [workflow.file, workflow]));
  // What others call alone sees what its callers hand it: a caller in another repository has secrets of its own.
  const roots = workflows.filter(({ isOnlyCalled }) => !isOnlyCalled);
  const asks = roots.flatMap((workflow) => asksOf(workflow, 'all', byFile, 0));
  const given = workflows.flatMap(({ file, given: names }) => names.map((each) => ({ ...each, file })));
  return { asks: [...new Map(asks.map((ask) => [JSON.stringify(ask), ask])).values()], given };
}

function asksOf(workflow: Workflow, handed: Handed, byFile: ReadonlyMap<string, Workflow>, depth: number): Ask[] {
  const { references, jobs } = workflow;
  return [
    ...references.flatMap((each) => askOf(workflow, each, [], handed)),
    ...jobs.flatMap((job) => [
      ...job.references.flatMap((each) => askOf(workflow, each, job.environments, handed)),
      ...asksOfCalled(job, handed, byFile, depth),
    ]),
  ];
}

function asksOfCalled({ calls }: Job, handed: Handed, byFile: ReadonlyMap<string, Workflow>, depth: number): Ask[] {
  const callee = calls === undefined ? undefined : byFile.get(calls.file);
  if (calls === undefined || callee === undefined || depth >= mostNested) return [];
  return asksOf(callee, calls.hands === 'inherit' ? handed : new Set(calls.hands), byFile, depth + 1);
}

function askOf(
  { file, declared }: Workflow,
  { context, name, isOptional, line }: PlacedReference,
  environments: Job['environments'],
  handed: Handed,
): readonly Ask[] {
  const place = { name, file, line };
  if (context === 'vars') return [{ ...place, isOptional, where: { kind: 'variable' } }];
  // What it was handed stands in the caller, where it is asked for under the name that it has there.
  if (ofGitHub.has(name) || (handed !== 'all' && handed.has(name))) return [];
  const isSpared = declared.get(name)?.isRequired === false;
  const where = { kind: 'github', environments, isRepositoryToo: handed === 'all' } as const;
  return [{ ...place, isOptional: isOptional || isSpared, where }];
}
