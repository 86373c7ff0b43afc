import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where tools keep what they log in with, below a home, and which tools need it. */
const logins: readonly (readonly [path: string, ...tools: string[]])[] = [
  ['.ssh', 'git', 'ssh', 'scp', 'sftp', 'rsync'],
  ['.git-credentials', 'git'],
  ['.config/git/credentials', 'git'],
  ['.netrc', 'git', 'curl', 'wget', 'ftp'],
  ['.config/gh', 'gh'],
  ['.config/glab-cli', 'glab'],
  ['.config/hub', 'hub'],
  ['.fly', 'fly', 'flyctl'],
  ['.supabase', 'supabase'],
  ['.pgpass', 'psql', 'pg_dump', 'pg_dumpall', 'pg_restore'],
  ['.npmrc', 'npm', 'npx', 'pnpm', 'yarn', 'bun'],
  ['.yarnrc', 'yarn'],
  ['.yarnrc.yml', 'yarn'],
  ['.docker', 'docker'],
  ['.kube', 'kubectl', 'helm'],
  ['.aws', 'aws', 'terraform', 'tofu'],
  ['.config/gcloud', 'gcloud', 'terraform', 'tofu'],
  ['.azure', 'az', 'terraform', 'tofu'],
  ['.terraform.d', 'terraform', 'tofu'],
  ['.local/share/com.vercel.cli', 'vercel'],
  ['.config/.wrangler', 'wrangler'],
  ['.config/netlify', 'netlify'],
  ['.cargo/credentials.toml', 'cargo'],
  ['.pypirc', 'pip', 'pip3', 'uv'],
  ['.gnupg', 'gpg'],
  ['.config/op', 'op'],
  ['.vault-token', 'vault'],
  ['.config/sops', 'age', 'sops'],
  ['.local/share/keyrings'],
  ['.password-store'],
];

/**
 * Logins of a person that children are not to read, absolute: those in the home that they are given whose tool is not
 * allowed, and all of the user's own home when they are given another.
 */
export function hiddenLogins(home: string | undefined, tools: readonly string[], limited: boolean): readonly string[] {
  const kept = logins.filter(([, ...those]) => limited && !those.some((tool) => tools.includes(tool)));
  const given = home === undefined ? [] : kept.map(([path]) => join(home, path));
  return home === homedir() ? given : [...given, ...logins.map(([path]) => join(homedir(), path))];
}
