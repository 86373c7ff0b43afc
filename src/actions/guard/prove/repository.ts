import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActionContext } from '../../../core/action.ts';
import type { Exec } from '../../../core/command.ts';
import { expectSuccess } from '../../../services/git/ask.ts';
import { initialiseBare, plantCommits, type PlantedCommit } from '../../../services/git/planted-argv.ts';
import { createGitRange, type GitRange } from '../../../services/git/range.ts';

/** Plants commits in a repository that is thrown away: that of the workspace gets no object and no ref of them. */
export async function withPlanted<Result>(
  { exec, root }: Pick<ActionContext, 'exec' | 'root'>,
  commits: readonly PlantedCommit[],
  use: (git: GitRange) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'prestage-guard-'));
  const inIt: Exec = async (command) =>
    exec({ ...command, isBulk: true, env: { ...command.env, GIT_DIR: folder, GIT_WORK_TREE: root } });
  try {
    await expectSuccess(exec, initialiseBare(folder));
    await expectSuccess(inIt, plantCommits(commits));
    return await use(createGitRange(inIt));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
