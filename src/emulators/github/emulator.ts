import { randomBytes } from 'node:crypto';
import { Secret } from '../../core/secret.ts';
import { readGiven } from '../kit/given.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { githubApp } from './app.ts';
import { givenSchema } from './given.ts';
import { githubFaults } from './faults.ts';
import { stamp } from './holder.ts';
import { Limits } from './limits.ts';
import { everything, type Permissions } from './permissions.ts';
import { addEnvironment, createState, type GitHubState } from './state.ts';

export const github = defineEmulator({
  name: 'github',
  summary: 'One repository of GitHub: secrets, variables, environments, issues, labels, pull requests',
  catalogue: githubFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<GitHubState>> {
  const given = readGiven('github', givenSchema, options);
  const token =
    options.secrets?.['token'] ?? new Secret('GITHUB_TOKEN', `github_pat_${randomBytes(24).toString('hex')}`);
  // Who sets secrets and who writes issues have tokens of their own.
  const tokens = new Set([token, ...Object.values(options.secrets ?? {})].map((each) => each.reveal()));
  const permissions: Permissions = given.permissions ?? everything;
  const [owner = '', repository = ''] = given.repository.split('/');
  const state = createState(owner, repository, given.lagMs, given.labels === 'dropped');
  const running = await startHttpEmulator<GitHubState>(
    {
      name: 'github',
      catalogue: githubFaults,
      state,
      service: ({ clock }) => {
        for (const name of given.environments) addEnvironment(state, name, stamp(clock.now()));
        const limits = new Limits(clock, given.limits);
        return githubApp({ state, guard: { tokens, permissions }, limits, clock }).fetch;
      },
      env: (url) => ({ GITHUB_API_URL: url, GITHUB_REPOSITORY: given.repository, GITHUB_TOKEN: token }),
    },
    options,
  );
  return { ...running, version: 'GitHub REST 2022-11-28' };
}
