import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Failure } from '../../../core/failure.ts';
import type { Role, Signer } from '../../../core/trust.ts';
import { signerFromPem } from '../../../evidence/keys.ts';
import { loadTrust, trustFile, whyNot, type WorkspaceTrust } from '../../../run/trust.ts';
import { keysFolder, privateKeyFiles } from './folder.ts';
import { readPrivateKey, type KeyReader } from './guard.ts';

export interface KeySearch {
  /** The workspace's root. */
  readonly root: string;
  /** Whose trust root says what a key may: a rehearsal's copy for its runs; the workspace itself when absent. */
  readonly trustRoot?: string;
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
  const keys = await keysHere(search);
  if (keys.length === 0) throw noPrivateKey(search);
  const trust = await loadTrust(search.trustRoot ?? search.root, cli.env);
  const fitting = keys.filter(({ id }) => whyNot(trust, id, search.role) === undefined);
  const [only] = fitting;
  if (only === undefined) throw noFittingKey(search, keys, trust);
  if (fitting.length > 1) throw severalKeys(search, fitting);
  return signerFromPem(nameOf(only, trust), await readPrivateKey(cli, search.root, only.path));
}

async function namedSigner(cli: KeyReader, path: string, shown: string, search: KeySearch): Promise<Signer> {
  const pem = await readPrivateKey(cli, search.root, path);
  const { keyId: id, name } = signerFromPem(basename(path, '.pem'), pem);
  const trust = await loadTrust(search.trustRoot ?? search.root, cli.env);
  const refusal = whyNot(trust, id, search.role);
  if (refusal !== undefined) throw wrongRole(shown, refusal, search);
  return signerFromPem(nameOf({ id, name, path }, trust), pem);
}

interface KeyHere {
  readonly id: string;
  /** What its file is called. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

async function keysHere({ root }: KeySearch): Promise<readonly KeyHere[]> {
  const paths = (await privateKeyFiles(root)).map((file) => join(root, keysFolder, file));
  return Promise.all(paths.map(readKeyHere));
}

async function readKeyHere(path: string): Promise<KeyHere> {
  const { keyId: id, name } = signerFromPem(basename(path, '.pem'), await readFile(path, 'utf8'));
  return { id, name, path };
}

/** The trust root's name for a key: its file may be called otherwise. */
function nameOf({ id, name }: KeyHere, trust: WorkspaceTrust): string {
  return trust.keys.find((key) => key.id === id)?.name ?? name;
}

function noPrivateKey({ role }: KeySearch): Failure {
  return new Failure({
    code: 'keys.none',
    what: `There is no key to sign as \`${role}\` with`,
    why: `${keysFolder} has no private key`,
    fix: makeOne(role),
  });
}

/** One that only has to be reviewed is nearer than a new one. */
function noFittingKey({ role }: KeySearch, keys: readonly KeyHere[], trust: WorkspaceTrust): Failure {
  const waiting = keys.find(({ id }) => trust.unreviewed.some((key) => key.id === id && key.roles.includes(role)));
  const refusal = waiting && whyNot(trust, waiting.id, role);
  const files = keys.map(({ path }) => basename(path)).join(', ');
  return new Failure({
    code: 'keys.none',
    what: `There is no key to sign as \`${role}\` with`,
    why:
      refusal === undefined
        ? `${keysFolder} has ${files}, and ${trustFile} gives none of them the role \`${role}\``
        : `${keysFolder} has ${waiting?.name}: ${refusal.why}`,
    fix: refusal?.fix ?? makeOne(role),
  });
}

function makeOne(role: Role): string {
  const variable = role === 'run' ? ' or PRESTAGE_KEY_FILE' : '';
  return `Make one with \`prestage keys new NAME --role ${role}\` and commit ${trustFile}, or name one with --key FILE${variable}.`;
}

function severalKeys({ role }: KeySearch, keys: readonly KeyHere[]): Failure {
  const names = keys.map(({ name }) => name);
  return new Failure({
    code: 'keys.several',
    what: 'It is not clear which key to sign with',
    why: `${names.join(' and ')} both have the role \`${role}\``,
    fix: `Name one, such as --key ${keysFolder}/${basename(keys[0]?.path ?? '')}.`,
  });
}

function wrongRole(shown: string, { why, fix }: { why: string; fix: string }, { role }: KeySearch): Failure {
  return new Failure({
    code: 'keys.role',
    what: `The key ${shown} may not sign as \`${role}\``,
    why,
    fix,
    file: trustFile,
  });
}
