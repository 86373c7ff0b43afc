import type { Action, Catalogue } from '../core/action.ts';
import type { Exec } from '../core/command.ts';
import { Failure, type FailureData } from '../core/failure.ts';
import type { Finding } from '../core/order.ts';
import { succeeded } from '../core/command.ts';
import type { Redactor } from '../core/redactor.ts';
import { databaseProblems, type DatabasesToReach } from './database-problems.ts';
import { probeRoom } from '../services/files/probe-room.ts';
import { runsFolder } from './folder.ts';
import { missingSecrets, type SecretSource } from './secrets/missing.ts';
import { committedSecrets } from './secrets/committed.ts';
import type { Prepared } from './prepare.ts';
import { secretsIn } from './secrets-in.ts';
import { stepsOf } from './steps-of.ts';
import { unwritablePlaces } from './writable.ts';

/** Less than this leaves no room for a run's evidence. */
const leastFreeBytes = 16 * 1024 * 1024;

/** What a run looks at before anything changes. */
export interface PreflightInput {
  readonly root: string;
  readonly prepared: Prepared;
  readonly catalogue: Catalogue;
  readonly exec: Exec;
  readonly hasTool: (name: string) => boolean;
  readonly secrets: SecretSource;
  readonly databases: DatabasesToReach;
  readonly redactor: Redactor;
  /** Whether evidence will be written: only then is the room for it tried. */
  readonly willWrite: boolean;
  /** What was found missing before the direction was read: it is named with the rest. */
  readonly found: readonly FailureData[];
}

/** Names everything that is missing at once and throws; comes back when nothing is. Leaves no trace. */
export async function preflight(input: PreflightInput): Promise<void> {
  const problems = [
    ...input.found,
    ...input.prepared.findings.filter(({ severity }) => severity === 'error').map(findingProblem),
    ...secretsIn(input.prepared, input.redactor),
    ...(await missingTools(input)),
    ...(await missingSecrets(stepsOf(input.prepared.bound), input.catalogue, input.secrets)),
    ...(await databaseProblems(stepsOf(input.prepared.bound), input.catalogue, input.databases)),
    ...(await committedSecrets(input.secrets.vault, input.exec)),
    ...(await repositoryProblems(input)),
    ...(input.willWrite ? await diskProblems(input) : []),
  ];
  const [first, ...others] = problems;
  if (first === undefined) return;
  if (others.length === 0) throw new Failure(first);
  throw new Failure({
    code: 'run.preflight',
    what: `${input.prepared.file} cannot be run yet`,
    why: `${problems.length} things are missing or wrong; nothing was changed`,
    fix: 'Mend each of them, then start the run again.',
    file: input.prepared.file,
    problems,
  });
}

function findingProblem(finding: Finding): FailureData {
  const { rule, file, line, message, fix } = finding;
  return { code: rule, what: message, why: `${file} line ${line} stops the run`, fix, file, line };
}

async function missingTools({ prepared, catalogue, hasTool }: PreflightInput): Promise<FailureData[]> {
  const actions = await Promise.all(stepsOf(prepared.bound).map((step) => catalogue.load(step.action)));
  const needed = new Set(actions.flatMap((action: Action | undefined) => action?.needs.tools ?? []));
  return [...needed, 'git']
    .filter((tool, index, all) => all.indexOf(tool) === index && !hasTool(tool))
    .toSorted()
    .map((tool) => ({
      code: 'run.missing-tool',
      what: `The program ${tool} is not on PATH`,
      why: 'a bound action of this direction calls it',
      fix: `Install ${tool} and start the run again.`,
    }));
}

async function repositoryProblems({ exec, hasTool }: PreflightInput): Promise<FailureData[]> {
  if (!hasTool('git')) return [];
  if (succeeded(await exec({ program: 'git', args: ['rev-parse', '--is-inside-work-tree'] }))) return [];
  return [
    {
      code: 'run.no-repository',
      what: 'The workspace is not in a git repository',
      why: 'a run proves with git what it changed',
      fix: 'Run `git init` and commit the workspace first.',
    },
  ];
}

/** The evidence's own folder, and every folder that a bound action will write to. */
async function diskProblems({ root, prepared, catalogue, secrets }: PreflightInput): Promise<readonly FailureData[]> {
  const evidence = await probeRoom(root, runsFolder, leastFreeBytes);
  const places = await unwritablePlaces({ root, bound: prepared.bound, catalogue, settings: secrets.settings });
  return [...(evidence === undefined ? [] : [evidence]), ...places];
}
