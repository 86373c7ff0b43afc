import { chmodSync, copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../core/record.ts';
import { findProgram } from '../../services/process/find-program.ts';
import { start } from '../testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from '../testing/workspace.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.remove());

/** One task that runs a script; packages bring supabase and flyctl as scripts, flyctl as a native program, and a linter. */
function given(script: string, tools: string): TestWorkspace {
  workspace = createWorkspace({
    'launch.md': direction(['Do it.']).replace('`bash`, `git`', tools),
    'launch.bindings.yaml': `tasks:\n  - task: "Do it."\n    run: out.shell script=${JSON.stringify(script)}\n`,
    '.gitignore': 'node_modules\n',
    'node_modules/supabase/cli.sh': '#!/bin/sh\ncat "$(dirname "$0")/../../node_modules/supabase/words"\n',
    'node_modules/supabase/words': 'the real one\n',
    'node_modules/fly/cli.sh': '#!/bin/sh\n"$(dirname "$0")/../fly-linux/flyctl" fly > /dev/null\necho flown\n',
    'node_modules/linter/cli.sh': '#!/bin/sh\necho linted\n',
    'node_modules/.bin/.keep': '',
    'node_modules/fly-linux/.keep': '',
  });
  const modules = join(workspace.root, 'node_modules');
  const packages: [string, string][] = [
    ['supabase', 'supabase'],
    ['flyctl', 'fly'],
    ['linter', 'linter'],
  ];
  for (const [name, folder] of packages) {
    chmodSync(join(modules, folder, 'cli.sh'), 0o755);
    symlinkSync(`../${folder}/cli.sh`, join(modules, '.bin', name));
  }
  copyFileSync(findProgram('echo', { PATH: process.env['PATH'] ?? '' }) ?? '', join(modules, 'fly-linux/flyctl'));
  mkdirSync(dirname(join(workspace.root, 'out/x')));
  return workspace;
}

const tools = ({ measured = [] }: RunRecord) => measured.find(({ limit }) => limit === 'tools');
const probe = await start(given('true', '`bash`'));
workspace?.remove();
const works = tools(probe.record)?.enforced.includes('not enforced') === false;

describe.runIf(works)('needs unshare: tools that packages bring', () => {
  it('are refused when the order does not allow them, and the task fails', async () => {
    const { record } = await start(given('node_modules/.bin/supabase db reset --linked || true', '`bash`'));
    expect(record.tasks[0]?.reason).toBe('Allowed Tools (bash): supabase db reset --linked: refused');
    expect(tools(record)?.actual).toBe('bash 1; refused: supabase 1');
  });

  it('run and are recorded when it does, with what lies beside them', async () => {
    const script =
      'test "$(node_modules/.bin/supabase db push)" = "the real one" && test "$(node_modules/.bin/flyctl)" = flown';
    const { record } = await start(given(script, '`bash`, `supabase`, `flyctl`'));
    expect(record.tasks[0]).toMatchObject({ verdict: 'verified' });
    expect(tools(record)?.actual).toMatch(/^bash 1, flyctl 1, supabase 1; of the base /);
  });

  it('are held to the words that it allows of npx', async () => {
    const script = 'node_modules/.bin/supabase db push && node_modules/.bin/supabase db reset || true';
    const { record } = await start(given(script, '`bash`, `npx supabase db push`'));
    expect(record.tasks[0]?.reason).toContain(': supabase db reset (not-these-words): refused');
    expect(tools(record)?.actual).toMatch(/supabase 1; of the base .*refused: supabase 1/);
  });

  it('never run with arguments that no direction allows, also where it allows every package', async () => {
    const script = 'node_modules/.bin/supabase db push; node_modules/.bin/supabase db reset --linked || true';
    const { record } = await start(given(script, '`bash`, `npx`'));
    expect(record.tasks[0]?.reason).toContain('supabase db reset --linked (supabase-reset): refused');
  });

  it('are held in their own place too, where they are the machine’s', async () => {
    const place = given('true', '`bash`, `pg_dump`');
    const folder = join(place.root, 'machine');
    mkdirSync(folder);
    const path = process.env['PATH'] ?? '';
    copyFileSync(findProgram('echo', { PATH: path }) ?? '', join(folder, 'pg_dump'));
    const script =
      'test "$(machine/pg_dump it works)$(pg_dump twice)" = "it workstwice"; machine/pg_dump password=x || true';
    place.write(
      'launch.bindings.yaml',
      `tasks:\n  - task: "Do it."\n    run: out.shell script=${JSON.stringify(script)}\n`,
    );
    const { record } = await start(place, { childEnv: { PATH: `${folder}:${path}` } });
    expect(record.tasks[0]?.reason).toMatch(/: pg_dump password=x \(psql-password\): refused$/);
    expect(tools(record)?.actual).toBe('pg_dump 2, bash 1; refused: pg_dump 1');
  });

  it('are no affair of the order’s when nobody would look for them on PATH', async () => {
    const { record } = await start(given('node_modules/.bin/linter', '`bash`'));
    expect(record.tasks[0]).toMatchObject({ verdict: 'verified' });
    expect(tools(record)?.actual).toBe('bash 1');
    expect(tools(record)?.enforced).toContain('programs of the workspace and its packages');
  });
});
