import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { createWorkspace, direction, type TestWorkspace } from '../../../run/testing/workspace.ts';
import { allRoutes } from '../../app/all-routes.ts';
import { runCli } from '../../app/run-cli.ts';
import { testProcess } from '../../testing/process.ts';

const committed = z.fromJSONSchema(JSON.parse(readFileSync('schemas/run-report.json', 'utf8')));

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createWorkspace({
    'prestage.config.ts': `export default {};\n`,
    'launch.md': direction(['Nobody does it.']),
    'empty.md': '',
  });
});
afterEach(() => workspace.remove());

it.each([
  ['nothing to rehearse', ['rehearse'], 'rehearsal.no-direction'],
  ['a direction that is none', ['rehearse', 'empty.md'], 'direction.'],
  ['one that is none, after one that ran', ['rehearse', 'launch.md', 'empty.md'], 'direction.'],
  ['no key', ['run', 'launch.md'], 'keys.none'],
  ['a flag that is none', ['rehearse', '--nothing'], 'cli.'],
])('what --json prints of %s fits the committed schema', async (_, args, code) => {
  const env = { PATH: globalThis.process.env['PATH'] };
  const process = testProcess([...args, '--json'], { cwd: workspace.root, env });
  expect(await runCli({ ...process, node: globalThis.process.execPath }, allRoutes)).not.toBe(0);
  const printed: unknown = JSON.parse(process.out());
  expect(printed).toMatchObject({ error: { code: expect.stringContaining(code) } });
  expect(committed.safeParse(printed).error).toBeUndefined();
});
