import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { TrustRoot } from '../../../core/trust.ts';
import { generateKey } from '../../../evidence/keys.ts';
import { readTrustRoot, renderTrustRoot } from '../../../evidence/trust-root.ts';
import { trustFile } from '../../../run/trust.ts';
import { writeAtomic } from '../../../services/files/write-atomic.ts';
import type { CliContext } from '../../app/context.ts';
import { misuse } from '../../app/misuse.ts';
import { workspaceRoot } from '../workspace.ts';
import { keysFolder } from './folder.ts';
import { readPrivateKey, type KeyReader } from './guard.ts';
import type { NewKeyFlags } from './routes.ts';

/** Makes a key: the private half into a file of its own, the public half into the trust root. */
export async function newKeyCommand({ cli, output }: CliContext, flags: NewKeyFlags, name: string): Promise<ExitCode> {
  if (!/^[a-z0-9][a-z0-9.-]*$/iu.test(name))
    throw misuse(`${name} is no name for a key`, 'it becomes a file name', 'Use letters, digits, dots and dashes.');
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const trust = await readTrust(root);
  if (trust.keys.some((key) => key.name === name)) throw taken(name, trustFile);
  const { trusted, privatePem } = generateKey(name, flags.role);
  const path = `${keysFolder}/${name}.pem`;
  await writePrivate(root, path, name, privatePem);
  await proveSafe(cli, root, path);
  await writeAtomic(root, trustFile, renderTrustRoot({ keys: [...trust.keys, trusted] }));
  output.payload({ name, roles: trusted.roles, id: trusted.id, publicKey: trusted.publicKey, privateKey: path }, [
    { kind: 'line', text: `${name} may sign as ${trusted.roles.join(', ')}.` },
    { kind: 'line', text: `The private key is in ${path}: keep it, and keep it out of git.` },
    {
      kind: 'line',
      text: `The public key is in ${trustFile}: have it reviewed and commit it; the key counts from then on.`,
    },
  ]);
  return exitCodes.settled;
}

async function readTrust(root: string): Promise<TrustRoot> {
  const path = join(root, trustFile);
  return existsSync(path) ? readTrustRoot(await readFile(path, 'utf8'), trustFile) : { keys: [] };
}

/** Never over an existing key: what it has signed would be orphaned. */
async function writePrivate(root: string, path: string, name: string, pem: string): Promise<void> {
  await mkdir(join(root, keysFolder), { recursive: true, mode: 0o700 });
  await writeFile(join(root, '.prestage/.gitignore'), '*\n');
  try {
    await writeFile(join(root, path), pem, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken(name, path);
    throw error;
  }
}

/** Looks at what was written. A file system without modes, or a folder that git tracks, is no place for a key. */
async function proveSafe(cli: KeyReader, root: string, path: string): Promise<void> {
  try {
    await readPrivateKey(cli, root, join(root, path));
  } catch (error) {
    await rm(join(root, path), { force: true });
    throw error;
  }
}

function taken(name: string, file: string): Failure {
  return new Failure({
    code: 'keys.taken',
    what: `There is a key ${name} already`,
    why: 'a new one under the same name would leave what it signed without a signer',
    fix: 'Choose another name.',
    file,
  });
}
