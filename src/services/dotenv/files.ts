import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureData } from '../../core/failure.ts';
import { codeOf, fileFailure } from '../files/failures.ts';

export interface VaultFiles {
  /** Relative to the vault's folder, sorted. */
  readonly paths: readonly string[];
  readonly problems: readonly FailureData[];
  /** Files that are no .env, relative to the vault's folder, sorted. */
  readonly others: readonly string[];
}

/** Listings of names alone, and words about them. */
const leftAlone = /(?:\.(?:example|sample|template|md)|^\.git(?:ignore|keep|attributes))$/i;

/** The .env files of the vault's folder. A folder that is not there holds none. `shown` is how messages call the folder. */
export async function vaultFiles(folder: string, shown: string): Promise<VaultFiles> {
  const paths: string[] = [];
  const problems: FailureData[] = [];
  const others: string[] = [];
  await collect('');
  return { paths: paths.toSorted(), problems, others: others.toSorted() };

  async function collect(below: string): Promise<void> {
    const where = below === '' ? shown : `${shown}/${below}`;
    const entries = await entriesOf(join(folder, below), where);
    if (entries.length > 0) problems.push(...(await openFolder(join(folder, below), where)));
    for (const entry of entries) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await collect(path);
      else if (entry.isSymbolicLink()) problems.push(link(`${shown}/${path}`));
      else if (/^[A-Za-z0-9][\w-]*\.env$/i.test(entry.name)) paths.push(path);
      else if (looksLikeEnv(entry.name)) problems.push(oddName(`${shown}/${path}`));
      else if (!leftAlone.test(entry.name)) others.push(path);
    }
  }
}

/** `api_key.env.bak` and `.env` hold credentials too: left unread, they would not be known to redaction. */
function looksLikeEnv(name: string): boolean {
  if (leftAlone.test(name)) return false;
  return name.startsWith('.') ? /^\.env\b/i.test(name) : /\.env/i.test(name);
}

async function entriesOf(path: string, shown: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw fileFailure(error, shown, 'read');
  }
}

async function openFolder(path: string, shown: string): Promise<FailureData[]> {
  const { mode } = await stat(path);
  if ((mode & 0o022) === 0) return [];
  return [
    {
      code: 'files.not-private',
      what: `Others than its owner may write into ${shown}`,
      why: `its mode is ${(mode & 0o777).toString(8)}; a credential that others can exchange is none`,
      fix: `chmod 700 '${shown}'`,
      file: shown,
    },
  ];
}

function link(file: string): FailureData {
  return {
    code: 'secrets.link',
    what: `${file} is a symbolic link`,
    why: 'links are not followed in a vault: two names for one value, or a folder that nobody sees, would go unnoticed',
    fix: 'Put the file itself there.',
    file,
  };
}

function oddName(file: string): FailureData {
  return {
    code: 'secrets.file-name',
    what: `${file} looks like a secret and is not read as one`,
    why: 'a secret lies in NAME.env or NAME_ENVIRONMENT.env: letters, digits, `_` and `-`',
    fix: 'Rename it or take it away. A listing without values may end in .env.example.',
    file,
  };
}
