/** What a runner, a platform or a tool sets by itself: nobody keeps it in a vault. */
const own: readonly RegExp[] = [
  /^(?:CI|PATH|HOME|HOST|HOSTNAME|PORT|PWD|USER|USERNAME|USERPROFILE|SHELL|EDITOR|LANG|TERM|TZ|TMP|TEMP|TMPDIR|APPDATA|LOCALAPPDATA)$/u,
  /^(?:NODE_ENV|NODE_OPTIONS|NODE_PATH|NODE_DEBUG|DEBUG|NO_COLOR|FORCE_COLOR|COLORTERM|COLUMNS|INIT_CWD|PRIMARY_REGION|RELEASE_COMMAND)$/u,
  /^(?:GITHUB|RUNNER|ACTIONS|VITEST|JEST|XDG|LC|npm)_/u,
  // Tokens of Fly's are made by people; the rest of FLY_ is what a machine knows of itself.
  /^FLY_(?!API_TOKEN$|ACCESS_TOKEN$)/u,
  // Of Vite's import.meta.env.
  /^(?:MODE|DEV|PROD|SSR|BASE_URL)$/u,
];

export function isOwnName(name: string): boolean {
  return own.some((pattern) => pattern.test(name));
}

/** What Supabase gives its functions, and what it alone can: no target of ours reaches them. */
export function isSupabaseFunction(file: string): boolean {
  return /(?:^|\/)supabase\/functions\//u.test(file);
}

/** Tests ask for what a developer's machine has, and go on or are left out without it. */
export function isTest(file: string): boolean {
  return /(?:^|\/)(?:tests?|__tests__|e2e|cypress|playwright)\/|[._-](?:test|spec|e2e)\.[a-z]+$/u.test(file);
}
