import { canonicalJson, type Json, type JsonObject } from '../../../core/json.ts';

/** A place where fly.toml and the running release's config say different things. Values are not told: `env` may hold some. */
export interface ConfigDifference {
  /** Such as `http_service.min_machines_running`. */
  readonly path: string;
  readonly is: 'only-in-file' | 'only-in-release' | 'different';
}

/** What a release does not carry: flyctl takes it out, since it says how an image is made and of which app. */
const notCarried: ReadonlySet<string> = new Set(['app', 'build']);

/** What says how a deploy is done, and nothing of what runs then. */
const ofDeploying: ReadonlySet<string> = new Set(['deploy.strategy', 'deploy.wait_timeout', 'deploy.max_unavailable']);

/**
 * By their paths, sorted. An empty table is none. Ways of writing one thing that flyctl makes equal (`[[services]]`, sizes of
 * machines in words) count as different: it is said rather than guessed.
 */
export function compareConfigs(file: JsonObject, release: JsonObject): readonly ConfigDifference[] {
  const own = flattened(withoutOurs(file));
  const theirs = flattened(withoutOurs(release));
  const paths = [...new Set([...own.keys(), ...theirs.keys()])].filter((path) => !ofDeploying.has(path)).toSorted();
  return paths.flatMap((path): readonly ConfigDifference[] => {
    const [a, b] = [own.get(path), theirs.get(path)];
    if (a === b) return [];
    return [{ path, is: b === undefined ? 'only-in-file' : a === undefined ? 'only-in-release' : 'different' }];
  });
}

function withoutOurs(config: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !notCarried.has(name)));
}

/** A list is one value when it holds plain ones; of tables each has its number. */
function flattened(value: Json, path = '', into = new Map<string, string>()): Map<string, string> {
  const entries = branchesOf(value);
  if (entries === undefined) {
    if (value !== null) into.set(path, canonicalJson(value));
    return into;
  }
  for (const [name, inner] of entries) flattened(inner, path === '' ? name : `${path}.${name}`, into);
  return into;
}

function branchesOf(value: Json): readonly (readonly [string, Json])[] | undefined {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return list.length === 0 || list.some((item) => typeof item === 'object')
      ? list.map((item, index) => [String(index), item])
      : undefined;
  }
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

export function differenceWords({ path, is }: ConfigDifference): string {
  if (is === 'only-in-file') return `${path} is in the file alone`;
  return is === 'only-in-release' ? `${path} is in the running release alone` : `${path} differs`;
}
