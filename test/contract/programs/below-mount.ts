import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/core/clock.ts';
import { createExec } from '../../../src/services/process/exec.ts';
import { findProgram } from '../../../src/services/process/find-program.ts';
import { literalRedactor } from '../../../src/services/testing/redactor.ts';
import { openSandbox } from '../../../src/services/sandbox/open.ts';
import { emptyView } from '../../../src/services/sandbox/view.ts';

/** Prints what a child may do in a workspace that lies on a mount: `part` of it may be written, or the mount as a `whole`. */
const [, , writable = '', place = '', mounted = ''] = process.argv;
const root = join(mounted, 'workspace');
for (const folder of [join(root, 'out'), join(place, 'inner'), join(place, 'nothing')])
  mkdirSync(folder, { recursive: true });
writeFileSync(join(root, 'file'), 'as it was\n');
const env = { PATH: process.env['PATH'] ?? '' };
const touch = findProgram('touch', env) ?? '';
copyFileSync(touch, join(root, 'out/copy'));

const view =
  writable === 'part'
    ? { ...emptyView, runnable: [root, touch], writable: [place, join(root, 'out')] }
    : { ...emptyView, runnable: [touch], writable: [mounted] };
const bare = createExec({ root, env, redactor: literalRedactor(), clock: systemClock });
const sandbox = await openSandbox({
  folder: join(place, 'own'),
  empty: join(place, 'nothing'),
  root,
  env,
  exec: bare,
  view,
});
if ('reason' in sandbox) throw new Error(sandbox.reason);
const exec = createExec({
  root,
  env,
  redactor: literalRedactor(),
  clock: systemClock,
  startAs: sandbox.enter(view, false).as,
});

async function tried(program: string, ...args: string[]): Promise<string> {
  const { exitCode, stderr } = await exec({ program: '/bin/sh', args: ['-c', '"$@"', 'sh', program, ...args] });
  return exitCode === 0 ? 'written' : (/Read-only|Permission denied/.exec(stderr)?.[0] ?? stderr);
}

const result = {
  outside: await tried(touch, join(place, 'inner/made')),
  file: await tried(touch, join(root, 'file')),
  out: await tried(touch, join(root, 'out/made')),
  run: await tried(join(root, 'out/copy'), join(root, 'out/other')),
};
process.stdout.write(JSON.stringify(result));
