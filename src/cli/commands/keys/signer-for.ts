import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Failure } from '../../../core/failure.ts';
import type { Role, Signer, TrustedKey } from '../../../core/trust.ts';
import { signerFromPem } from '../../../evidence/keys.ts';
import { loadTrust, trustFile } from '../../../run/trust.ts';
import type { CliProcess } from '../../process.ts';
import { keysFolder, privateKeyFiles } from './folder.ts';

export interface KeySearch {
  /** The workspace's root. */
  readonly root: string;
  readonly role: Role;
  /** What --key says. */
  readonly file: string | undefined;
}

/**
 * The signer of the private key that is named (`--key`, then PRESTAGE_KEY_FILE), or of the only one in the key folder that the
 * trust root gives the role. Throws Failure `keys.*`, exit 3, with the command that makes one.
 */
export async function signerFor({ cwd, env }: Pick<CliProcess, 'cwd' | 'env'>, search: KeySearch): Promise<Signer> {
  const named = search.file ?? env['PRESTAGE_KEY_FILE'];
  if (named !== undefined && named !== '') return namedSigner(resolve(cwd, named), named, search);
  const fitting = await fittingSigners(search);
  const [only] = fitting;
  if (only === undefined) throw noKey(search, await privateKeyFiles(search.root));
  if (fitting.length > 1) throw severalKeys(search, fitting);
  return only;
}

async function namedSigner(path: string, shown: string, search: KeySearch): Promise<Signer> {
  const pem = await readFile(path, 'utf8').catch(() => undefined);
  if (pem === undefined) throw noFile(shown, search);
  const key = signerFromPem(basename(path, '.pem'), pem);
  const trusted = await trustedAs(key, search);
  if (trusted?.roles.includes(search.role) === true) return signerFromPem(trusted.name, pem);
  throw wrongRole(shown, trusted, search);
}

/** What cannot be read is no key that fits: it may be another's. */
async function fittingSigners(search: KeySearch): Promise<readonly Signer[]> {
  const names = await privateKeyFiles(search.root);
  if (names.length === 0) return [];
  const signers: Signer[] = [];
  for (const name of names) {
    const pem = await readFile(join(search.root, keysFolder, name), 'utf8');
    const trusted = await trustedAs(signerFromPem(basename(name, '.pem'), pem), search);
    if (trusted?.roles.includes(search.role) === true) signers.push(signerFromPem(trusted.name, pem));
  }
  return signers;
}

async function trustedAs({ keyId }: Signer, { root }: KeySearch): Promise<TrustedKey | undefined> {
  return (await loadTrust(root)).keys.find((key) => key.id === keyId);
}

function noKey({ role }: KeySearch, files: readonly string[]): Failure {
  const why =
    files.length === 0
      ? `${keysFolder} has no private key`
      : `${keysFolder} has ${files.join(', ')}, and ${trustFile} gives none of them the role \`${role}\``;
  return new Failure({
    code: 'keys.none',
    what: `There is no key to sign as \`${role}\` with`,
    why,
    fix: `Make one with \`prestage keys new NAME --role ${role}\` and commit ${trustFile}, or name one with --key FILE or PRESTAGE_KEY_FILE.`,
  });
}

function severalKeys({ role }: KeySearch, signers: readonly Signer[]): Failure {
  const names = signers.map(({ name }) => name);
  return new Failure({
    code: 'keys.several',
    what: 'It is not clear which key to sign with',
    why: `${names.join(' and ')} both have the role \`${role}\``,
    fix: `Name one, such as --key ${keysFolder}/${names[0]}.pem.`,
  });
}

function noFile(shown: string, { role }: KeySearch): Failure {
  return new Failure({
    code: 'keys.no-file',
    what: `There is no key ${shown}`,
    why: 'the file cannot be read',
    fix: `Check the path; \`prestage keys new NAME --role ${role}\` makes a key.`,
    file: shown,
  });
}

function wrongRole(shown: string, trusted: TrustedKey | undefined, { role }: KeySearch): Failure {
  return new Failure({
    code: 'keys.role',
    what: `The key ${shown} may not sign as \`${role}\``,
    why:
      trusted === undefined
        ? `${trustFile} does not list it`
        : `${trustFile} gives ${trusted.name} ${trusted.roles.join(', ')}`,
    fix: `Use a key whose role is \`${role}\`; \`prestage keys new NAME --role ${role}\` makes one.`,
    file: trustFile,
  });
}
