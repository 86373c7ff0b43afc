import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Failure } from '../../../core/failure.ts';
import type { Role, Signer, TrustedKey } from '../../../core/trust.ts';
import { signerFromPem } from '../../../evidence/keys.ts';
import { loadTrust, trustFile } from '../../../run/trust.ts';
import { keysFolder, privateKeyFiles } from './folder.ts';
import { readPrivateKey, type KeyReader } from './guard.ts';

export interface KeySearch {
  /** The workspace's root. */
  readonly root: string;
  readonly role: Role;
  /** What --key says. */
  readonly file: string | undefined;
}

/**
 * The signer of the private key that is named (`--key`; for a run PRESTAGE_KEY_FILE too, which is how CI has its own), or of
 * the only one in the key folder that the trust root gives the role. Its owner alone may read it, and git may not have it.
 * Throws Failure `keys.*`, exit 3, with the command that makes one.
 */
export async function signerFor(cli: KeyReader, search: KeySearch): Promise<Signer> {
  const named = search.file ?? (search.role === 'run' ? cli.env['PRESTAGE_KEY_FILE'] : undefined);
  if (named !== undefined && named !== '') return namedSigner(cli, resolve(cli.cwd, named), named, search);
  const fitting = await fittingKeys(search);
  const [only] = fitting;
  if (only === undefined) throw noKey(search, await privateKeyFiles(search.root));
  if (fitting.length > 1) throw severalKeys(search, fitting);
  return signerFromPem(only.name, await readPrivateKey(cli, search.root, only.path));
}

async function namedSigner(cli: KeyReader, path: string, shown: string, search: KeySearch): Promise<Signer> {
  const pem = await readPrivateKey(cli, search.root, path);
  const trusted = await trustedAs(signerFromPem(basename(path, '.pem'), pem), search);
  if (trusted?.roles.includes(search.role) === true) return signerFromPem(trusted.name, pem);
  throw wrongRole(shown, trusted, search);
}

interface FittingKey {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

async function fittingKeys(search: KeySearch): Promise<readonly FittingKey[]> {
  const keys: FittingKey[] = [];
  for (const name of await privateKeyFiles(search.root)) {
    const path = join(search.root, keysFolder, name);
    const trusted = await trustedAs(signerFromPem(basename(name, '.pem'), await readFile(path, 'utf8')), search);
    if (trusted?.roles.includes(search.role) === true) keys.push({ name: trusted.name, path });
  }
  return keys;
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
    fix: `Make one with \`prestage keys new NAME --role ${role}\` and commit ${trustFile}, or name one with --key FILE${role === 'run' ? ' or PRESTAGE_KEY_FILE' : ''}.`,
  });
}

function severalKeys({ role }: KeySearch, keys: readonly FittingKey[]): Failure {
  const names = keys.map(({ name }) => name);
  return new Failure({
    code: 'keys.several',
    what: 'It is not clear which key to sign with',
    why: `${names.join(' and ')} both have the role \`${role}\``,
    fix: `Name one, such as --key ${keysFolder}/${basename(keys[0]?.path ?? '')}.`,
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
