import { createHolder, type Holder } from './holder.ts';
import type { Issue, Label, Pull } from './tracker/types.ts';

/** One repository and its owner: all that this GitHub knows. */
export interface GitHubState {
  readonly owner: string;
  readonly repository: string;
  /** How long readers do not see what was written, in milliseconds of the emulator's clock. */
  readonly lagMs: number;
  /** Whether labels that come with a new issue are dropped. */
  readonly dropsLabels: boolean;
  readonly repo: Holder;
  readonly organization: Holder;
  readonly environments: Map<string, Environment>;
  readonly labels: Map<string, Label>;
  readonly issues: Issue[];
  readonly pulls: Pull[];
}

export interface Environment extends Holder {
  readonly id: number;
  readonly name: string;
  /** To the second. */
  readonly createdAt: string;
}

export function createState(owner: string, repository: string, lagMs: number, dropsLabels = false): GitHubState {
  return {
    owner,
    repository,
    lagMs,
    dropsLabels,
    repo: createHolder('repository'),
    organization: createHolder('organization'),
    environments: new Map(),
    labels: new Map(),
    issues: [],
    pulls: [],
  };
}

export function addEnvironment(state: GitHubState, name: string, createdAt: string): Environment {
  const id = 160_171_787 + state.environments.size;
  const environment: Environment = { ...createHolder('environment'), id, name, createdAt };
  state.environments.set(name.toLowerCase(), environment);
  return environment;
}
