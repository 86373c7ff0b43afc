import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, sep } from 'node:path';
import { systemClock } from '../core/clock.ts';
import { Failure } from '../core/failure.ts';
import type { Role, TrustedKey, TrustRoot } from '../core/trust.ts';
import { createRedactor } from '../evidence/redact.ts';
import { readTrustRoot } from '../evidence/trust-root.ts';
import { createGit } from '../services/git/client.ts';
import { createExec } from '../services/process/exec.ts';

/** The trust root of a workspace, reviewed in git. */
export const trustFile = 'prestage.keys';

/** Where git is found, and its user's settings. */
export type GitEnv = Readonly<Record<string, string | undefined>>;

/** Whose signatures count in a workspace, and what stands in its file without counting. */
export interface WorkspaceTrust extends TrustRoot {
  /** Keys with the roles that the file gives them and git's HEAD does not. */
  readonly unreviewed: readonly TrustedKey[];
  /** False where there is no repository: the file counts as it is, and nobody's review stands behind it. */
  readonly isReviewed: boolean;
}

/** What is said, in evidence too, wherever keys counted that no repository holds. */
export function unreviewedOf({ isReviewed }: WorkspaceTrust): { readonly unreviewed?: string } {
  if (isReviewed) return {};
  return { unreviewed: `there is no git repository here: nobody's review stands behind ${trustFile}` };
}

/**
 * The keys that both git's HEAD and the file give: who adds a line has to have it committed first, and who takes one out is
 * obeyed at once. Throws Failure `evidence.no-trust-root`, `evidence.keys-…`, `git.…`.
 */
export async function loadTrust(root: string, env: GitEnv): Promise<WorkspaceTrust> {
  const { keys: written } = readTrustRoot(await textOf(root), trustFile);
  if (!isInRepository(root)) return { keys: written, unreviewed: [], isReviewed: false };
  const committed = await textAtHead(root, env);
  if (committed === undefined) throw uncommitted();
  const { keys: reviewed } = readTrustRoot(committed, trustFile);
  return {
    keys: reviewed.flatMap((key) => withRoles(key, (role) => gives(written, key.id, role))),
    unreviewed: written.flatMap((key) => withRoles(key, (role) => !gives(reviewed, key.id, role))),
    isReviewed: true,
  };
}

/** Why a key may not speak in a role, and what can be done about it; undefined when it may. */
export function whyNot(trust: WorkspaceTrust, keyId: string, role: Role): { why: string; fix: string } | undefined {
  if (gives(trust.keys, keyId, role)) return undefined;
  if (gives(trust.unreviewed, keyId, role))
    return { why: `${trustFile} gives it \`${role}\`, and git's HEAD does not: nobody has reviewed that`, fix: review };
  const key = trust.keys.find(({ id }) => id === keyId);
  return {
    why: key === undefined ? `${trustFile} does not list it` : `${trustFile} gives it ${key.roles.join(', ')}`,
    fix: `Use a key whose role is \`${role}\`; \`prestage keys new NAME --role ${role}\` makes one. Its line counts once it is reviewed and committed.`,
  };
}

const review = `Have ${trustFile} reviewed and committed (git add ${trustFile} && git commit), then do this again.`;

function uncommitted(): Failure {
  return new Failure({
    code: 'evidence.keys-uncommitted',
    what: `${trustFile} is not committed`,
    why: "git's HEAD does not hold it: nobody has reviewed whose signatures count",
    fix: review,
    file: trustFile,
  });
}

function gives(keys: readonly TrustedKey[], id: string, role: Role): boolean {
  return keys.some((key) => key.id === id && key.roles.includes(role));
}

function withRoles(key: TrustedKey, counts: (role: Role) => boolean): readonly TrustedKey[] {
  const roles = key.roles.filter(counts);
  return roles.length === 0 ? [] : [{ ...key, roles }];
}

async function textOf(root: string): Promise<string> {
  try {
    return await readFile(join(root, trustFile), 'utf8');
  } catch {
    throw new Failure({
      code: 'evidence.no-trust-root',
      what: `There is no ${trustFile}`,
      why: 'without it nothing says whose signatures count',
      fix: `Make a key with \`prestage keys new NAME --role run\` and commit ${trustFile}.`,
      file: trustFile,
    });
  }
}

/** Looked at without git, so that a git which cannot be asked does not pass for none. */
function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true;
  return dirname(folder) !== folder && isInRepository(dirname(folder));
}

async function textAtHead(root: string, env: GitEnv): Promise<string | undefined> {
  const { HOME, XDG_CONFIG_HOME, PATH = '' } = env;
  const git = createGit(
    createExec({
      root,
      env: { PATH: withoutWorkspace(PATH, root), ...(HOME && { HOME }), ...(XDG_CONFIG_HOME && { XDG_CONFIG_HOME }) },
      redactor: createRedactor([]),
      clock: systemClock,
    }),
  );
  return git.textAtHead(trustFile);
}

/** The workspace is what is judged: its packages may bring a `git` of their own. */
function withoutWorkspace(path: string, root: string): string {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !`${folder}${sep}`.startsWith(`${root}${sep}`))
    .filter((folder) => !folder.split(sep).includes('node_modules'))
    .join(delimiter);
}
