import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exitCodes } from '../../../core/exit-code.ts';
import { allRoutes } from '../../app/all-routes.ts';
import { runCli } from '../../app/run-cli.ts';
import { useFolder } from '../../testing/folder.ts';
import { testProcess } from '../../testing/process.ts';

const folder = useFolder();

it('the pgTAP tests take an environment, whose production they refuse with what can be typed', async () => {
  const config = { environments: { production: { production: true } }, database: { tests: ['*.test.sql'] } };
  writeFileSync(join(folder(), 'a.test.sql'), 'select 1;\n');
  writeFileSync(join(folder(), 'prestage.config.ts'), `export default ${JSON.stringify(config)};\n`);
  const process = testProcess(['database', 'test', '--on', 'environment', '--env', 'production'], { cwd: folder() });
  expect([await runCli(process, allRoutes), process.err()]).toEqual([
    exitCodes.usage,
    expect.stringMatching(/pgTAP tests are not run on production[^]*--on environment --env staging/),
  ]);
});
