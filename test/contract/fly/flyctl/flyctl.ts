import { accessSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { workspace, type Scenario } from './scenarios.ts';
import { token } from './world.ts';

/** Where `npm run peers` puts it. */
const program = join(process.env['PRESTAGE_PEERS'] ?? join(homedir(), '.cache', 'prestage-peers'), 'bin', 'flyctl');

export const hasFlyctl = isThere();

function isThere(): boolean {
  try {
    accessSync(program);
    return true;
  } catch {
    return false;
  }
}

export interface Said {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls it as a scenario has it, in a folder and with a home of its own, and every host of Fly's at one address. */
export async function callFlyctl(url: string, calls: Scenario['calls']): Promise<readonly Said[]> {
  const home = await mkdtemp(join(tmpdir(), 'flyctl-'));
  try {
    for (const [name, text] of Object.entries(workspace)) await writeFile(join(home, name), text);
    const said: Said[] = [];
    for (const { args, input } of calls) {
      const { exitCode, stdout, stderr } = await execa(program, args, {
        cwd: home,
        reject: false,
        extendEnv: false,
        ...(input === undefined ? { stdin: 'ignore' } : { input }),
        env: environment(url, home),
      });
      said.push({ exitCode, stdout, stderr });
    }
    return said;
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

function environment(url: string, home: string): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    HOME: home,
    CI: '1',
    NO_COLOR: '1',
    FLY_API_BASE_URL: url,
    FLY_FLAPS_BASE_URL: url,
    FLY_UIEX_BASE_URL: url,
    FLY_API_TOKEN: token,
    FLY_CONFIG_DIR: home,
    FLY_SEND_METRICS: '0',
    FLY_NO_UPDATE_CHECK: '1',
    FLY_NO_INCIDENTS_CHECK: '1',
    // It would send the token there, over plain HTTP.
    FLY_TRACE_COLLECTOR_URL: '127.0.0.1',
  };
}
