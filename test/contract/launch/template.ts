import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/core/clock.ts';
import type { Signer } from '../../../src/core/trust.ts';
import { generateKey } from '../../../src/evidence/keys.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';
import { renderTrustRoot } from '../../../src/evidence/trust-root.ts';
import { copyWorkspace } from '../../../src/rehearsal/copy.ts';
import { placeOfCopy } from '../../../src/rehearsal/place.ts';
import { commitOurs, createRepository } from '../../../src/rehearsal/repository.ts';
import { trustFile } from '../../../src/run/trust.ts';
import { createGit } from '../../../src/services/git/client.ts';
import { createExec } from '../../../src/services/process/exec.ts';
import { verifyRun } from '../../../src/evidence/verify.ts';
import { findRun } from '../../../src/run/find-run.ts';
import { loadTrust } from '../../../src/run/trust.ts';
import { start } from './start.ts';

const example = join(import.meta.dirname, '../../../examples/hotdash');
const branch = 'manager-batch-20251017T033137Z';
const order = 'reports/runs/20251017T033137Z/task_direction_devops/direction.md';

/** The direction that the order writes: eighteen tasks against a database, a chat, a scheduler, mail, GitHub and Fly. */
export const launch = 'docs/directions/devops.md';

/**
 * Drills of a deploy and of its way back: each has its effect as often as it is drilled, and in its hours of the week alone.
 * Alerts and the runbook: their effects are files of the workspace, as those of other tasks.
 */
export const leftOut: readonly string[] = ['10', '12', '13', '15'];

/** The example's workspace in a repository of its own, with the launch's direction written: copied for each world. */
export interface Template {
  /** Holds `repository/`, and the runner's private key. */
  readonly folder: string;
  /** Where the workspace lies in the folder. */
  readonly workspace: string;
  /** Whoever may approve what changes production. */
  readonly lead: Signer;
  remove(): void;
}

export async function makeTemplate(): Promise<Template> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'prestage-launch-')));
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder };
  const of = (root: string) => createExec({ root, env, redactor: createRedactor([]), clock: systemClock });
  const source = of(example);
  const prefix = await createGit(source).prefix();
  const { top, root } = placeOfCopy(folder, prefix);
  await copyWorkspace(source, example, root);
  await createRepository({ source, copy: of(top), top, prefix }, branch);
  commitAll(root);
  const runner = generateKey('runner', ['run']);
  const lead = generateKey('lead', ['approve']);
  writeFileSync(join(root, trustFile), renderTrustRoot({ keys: [runner.trusted, lead.trusted] }));
  writeFileSync(join(folder, 'runner.pem'), runner.privatePem, { mode: 0o600 });
  await commitOurs(of(root), trustFile);
  mkdirSync(join(folder, 'vault'), { mode: 0o700 });
  const written = await start({
    place: { root, folder, databases: {}, services: [] },
    what: 'run',
    file: order,
    skip: [],
  });
  if (written.failure !== undefined) throw new Error(`the order did not run: ${JSON.stringify(written.failure)}`);
  await assertSettled(root);
  // The newest run of a world is its launch.
  rmSync(join(root, 'artifacts'), { recursive: true, force: true });
  return {
    folder,
    workspace: root.slice(folder.length + 1),
    lead: lead.signer,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What somebody has staged here would stand in the order's way, which stages one file alone. */
function commitAll(root: string): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'core.hooksPath=/dev/null'];
  const git = (...args: readonly string[]) => execFileSync('git', [...identity, ...args], { cwd: root });
  git('add', '--all', '--', '.');
  git('commit', '--quiet', '--allow-empty', '--message', 'As it stands');
}

/** An order that failed has been rolled back: there would be another direction to run. */
async function assertSettled(root: string): Promise<void> {
  const { record } = await verifyRun((await findRun(root)).folder, await loadTrust(root, process.env));
  const open = record?.tasks.filter(({ verdict }) => verdict !== 'verified') ?? [];
  if (record === undefined || open.length > 0)
    throw new Error(
      `the order came to nothing: ${open.map(({ number, reason }) => `${number}: ${reason}`).join('; ')}`,
    );
}
