import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** What a child needs to find programs and its home. Nothing else of our environment reaches it. */
const passed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TERM'];

/**
 * The programs of the workspace's packages come first, as in an npm script: a launch uses the versions that it names.
 * @param root The workspace, absolute.
 */
export function childEnv(env: Env, root: string): Readonly<Record<string, string>> {
  const given = Object.entries(definedEnv(env)).filter(([name]) => passed.includes(name));
  const { PATH = '/usr/local/bin:/usr/bin:/bin', ...rest } = Object.fromEntries(given);
  const packaged = upwards(root).map((folder) => join(folder, 'node_modules/.bin'));
  return { ...rest, PATH: [...packaged.filter((folder) => existsSync(folder)), PATH].join(delimiter) };
}

function upwards(folder: string): readonly string[] {
  return dirname(folder) === folder ? [folder] : [folder, ...upwards(dirname(folder))];
}

export function definedEnv(env: Env): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
