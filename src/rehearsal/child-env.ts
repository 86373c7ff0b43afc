import { delimiter, dirname, join } from 'node:path';
import { mkdir } from 'node:fs/promises';

/**
 * The whole environment of a rehearsal's children: our Node first, then the programs of the workspace's packages, a home of
 * its own, nothing that calls out. `root` is the copy.
 */
export async function childEnv(
  { folder, root }: { readonly folder: string; readonly root: string },
  env: Readonly<Record<string, string | undefined>>,
  node: string,
): Promise<Record<string, string>> {
  const home = join(folder, 'home');
  const temporary = join(folder, 'tmp');
  await mkdir(home, { recursive: true });
  await mkdir(temporary, { recursive: true });
  return {
    PATH: [dirname(node), join(root, 'node_modules/.bin'), env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(
      delimiter,
    ),
    HOME: home,
    TMPDIR: temporary,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    CI: '1',
    NO_COLOR: '1',
    DO_NOT_TRACK: '1',
    NO_UPDATE_NOTIFIER: '1',
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
  };
}
