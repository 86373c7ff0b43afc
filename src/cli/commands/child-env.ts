type Env = Readonly<Record<string, string | undefined>>;

/** What a child needs to find programs and its home. Nothing else of our environment reaches it. */
const passed = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TERM'];

export function childEnv(env: Env): Readonly<Record<string, string>> {
  const all = definedEnv(env);
  return Object.fromEntries(Object.entries(all).filter(([name]) => passed.includes(name)));
}

export function definedEnv(env: Env): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
