import { basename, join, resolve } from 'node:path';
import { Failure } from '../../../core/failure.ts';
import type { Signer } from '../../../core/trust.ts';
import { signerFromPem } from '../../../evidence/keys.ts';
import { keysFolder, privateKeyFiles } from '../keys/folder.ts';
import { readPrivateKey, type KeyReader } from '../keys/guard.ts';

/** The signer of the named private key, or of the only one that the workspace's key folder has. */
export async function privateSigner(cli: KeyReader, root: string, file: string | undefined): Promise<Signer> {
  const path = file === undefined ? await onlyKey(root) : resolve(cli.cwd, file);
  return signerFromPem(basename(path, '.pem'), await readPrivateKey(cli, root, path));
}

async function onlyKey(root: string): Promise<string> {
  const names = await privateKeyFiles(root);
  const [only] = names;
  if (only !== undefined && names.length === 1) return join(root, keysFolder, only);
  throw new Failure({
    code: 'attest.key',
    what: names.length === 0 ? 'There is no key to sign with' : 'It is not clear which key to sign with',
    why: names.length === 0 ? `${keysFolder} has no private key` : `${keysFolder} has ${names.join(', ')}`,
    fix:
      names.length === 0
        ? 'Make one with `prestage keys new NAME --role attest`, or name one with --key FILE.'
        : `Name one, such as --key ${keysFolder}/${only}.`,
  });
}
