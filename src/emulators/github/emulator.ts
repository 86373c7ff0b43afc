import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Secret } from '../../core/secret.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { githubApp } from './app.ts';
import { githubFaults } from './faults.ts';
import { stamp } from './holder.ts';
import { Limits, publishedLimits } from './limits.ts';
import { everything, type Permissions } from './permissions.ts';
import { addEnvironment, createState, type GitHubState } from './state.ts';

/** What it is given to know. */
const givenSchema = z.object({
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/u)
    .default('example/app'),
  environments: z.array(z.string()).default(['staging', 'production']),
  /** GitHub's own names of permissions; all of them when absent. */
  permissions: z.record(z.string(), z.enum(['read', 'write'])).optional(),
  /** How long readers do not see what was written. */
  lagMs: z.number().nonnegative().default(0),
  /** Published limits when absent. */
  limits: z
    .object({
      hourly: z.number().default(publishedLimits.hourly),
      points: z.number().default(publishedLimits.points),
      contentMinute: z.number().default(publishedLimits.contentMinute),
      contentHour: z.number().default(publishedLimits.contentHour),
    })
    .prefault({}),
});

export const github = defineEmulator({
  name: 'github',
  summary: 'One repository of GitHub: secrets, variables, environments, issues, labels, pull requests',
  catalogue: githubFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<GitHubState>> {
  const given = givenSchema.parse(options.given ?? {});
  const token =
    options.secrets?.['token'] ?? new Secret('GITHUB_TOKEN', `github_pat_${randomBytes(24).toString('hex')}`);
  const permissions: Permissions = given.permissions ?? everything;
  const [owner = '', repository = ''] = given.repository.split('/');
  const state = createState(owner, repository, given.lagMs);
  const running = await startHttpEmulator<GitHubState>(
    {
      name: 'github',
      catalogue: githubFaults,
      state,
      service: ({ clock }) => {
        for (const name of given.environments) addEnvironment(state, name, stamp(clock.now()));
        const limits = new Limits(clock, given.limits);
        return githubApp({ state, guard: { token: token.reveal(), permissions }, limits, clock }).fetch;
      },
      env: (url) => ({ GITHUB_API_URL: url, GITHUB_REPOSITORY: given.repository, GITHUB_TOKEN: token }),
    },
    options,
  );
  return { ...running, version: 'GitHub REST 2022-11-28' };
}
