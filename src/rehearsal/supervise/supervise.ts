import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openVault } from '../../config/vault.ts';
import { Failure } from '../../core/failure.ts';
import { readDirection } from '../../direction/read.ts';
import { createCapture } from '../../run/capture.ts';
import { compactTime } from '../../run/run-id.ts';
import { knownSecrets } from '../../run/secrets/known.ts';
import { readBytes } from '../../services/files/read.ts';
import { copyInto } from '../copied.ts';
import type { Account } from './account.ts';
import { passedOn, refuseMissing } from './before.ts';
import { leave } from './leave.ts';
import type { SuperviseOptions } from './options.ts';
import { work } from './work.ts';

export interface Supervised {
  readonly account: Account;
  /** Of the account; absolute. */
  readonly folder: string;
  /** The copy that it worked in; absolute. */
  readonly copy: string;
}

/**
 * Lets an executor work under a direction's constraints in a copy of the workspace, and leaves a signed account of what it
 * did against what it was allowed. The workspace itself gets the account alone. Throws Failure before anything has started.
 */
export async function supervise(options: SuperviseOptions): Promise<Supervised> {
  const { workspace, file, clock } = options;
  const bytes = await readBytes(workspace.root, file);
  const { order, findings } = readDirection(bytes, file);
  const unread = findings.find(({ severity }) => severity === 'error');
  if (unread !== undefined) throw notRead(file, unread.line, unread.message, unread.fix);
  const passed = passedOn(options);
  refuseMissing(options);
  const id = `${compactTime(clock)}-supervised-${randomBytes(2).toString('hex')}`;
  const place = join(workspace.root, '.prestage/supervised', id);
  await mkdir(place, { recursive: true });
  await writeFile(join(workspace.root, '.prestage/.gitignore'), '*\n');
  const known = await knownSecrets(openVault(workspace, options.env));
  const capture = createCapture([...known.secrets, ...passed.secrets]);
  const copied = await copyInto(place, options, capture.redactor);
  options.say(`In ${copied.root}`);
  const { account, patch } = await work(options, { id, place, copied, order, capture, env: passed.env });
  const folder = await leave(options, { account: capture.all(account), patch: capture.file(patch), bytes });
  return { account: capture.all(account), folder, copy: copied.root };
}

function notRead(file: string, line: number, why: string, fix: string): Failure {
  return new Failure({
    code: 'supervise.direction-unread',
    what: `The constraints of ${file} cannot be relied on`,
    why: `line ${line}: ${why}`,
    fix,
    file,
  });
}
