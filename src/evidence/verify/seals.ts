import type { TrustedKey, TrustRoot } from '../../core/trust.ts';
import { readBundle } from '../bundle.ts';
import { evidenceFailure } from '../evidence-failure.ts';
import { sealManifestPath, sealPath } from '../paths.ts';
import { predicateTypes } from '../predicate-types.ts';
import { mayAct, runnerRole } from '../roles.ts';
import { readSealManifest } from '../seal.ts';
import type { Resource, SealStatement } from '../schema/statement.ts';
import { attempt, restore, type Report } from './finding.ts';
import { readText } from './read-text.ts';
import type { FileOnDisk } from './walk.ts';

export interface OpenSeal {
  readonly number: number;
  readonly path: string;
  /** SHA-256 of the bundle: what the next seal calls `previous`. */
  readonly digest: string;
  readonly predicate: SealStatement['predicate'];
  readonly key: TrustedKey;
  /** Where the list of its files lies, when they are not its subjects. */
  readonly manifest?: string;
  /** Digest by path of every file that it names. */
  readonly files: ReadonlyMap<string, string>;
}

type Disk = ReadonlyMap<string, FileOnDisk>;

export interface Seals {
  /** Those that hold, oldest first. */
  readonly held: readonly OpenSeal[];
  /** The last one in the folder, when it holds. */
  readonly newest?: OpenSeal;
}

/** Opens all seals. What stands in `seals/` and is none, or is missing between, is reported. */
export function readSeals(disk: Disk, trust: TrustRoot, report: Report): Seals {
  const last = lastNumber(disk);
  const numbers = Array.from({ length: last }, (_, index) => index + 1);
  if (last === 0) report(missingSeal(1, 'The run was never sealed, or its seal is gone'));
  const held = numbers.flatMap((number) => readSeal(number, disk, trust, report) ?? []);
  const known = new Set([...numbers.map(sealPath), ...held.map((seal) => seal.manifest)]);
  for (const path of disk.keys()) if (path.startsWith('seals/') && !known.has(path)) report(unexpected(path));
  const newest = held.find((seal) => seal.number === last);
  return { held, ...(newest && { newest }) };
}

export function missingSeal(number: number, what: string) {
  return { file: sealPath(number), code: 'evidence.seal-missing', what, fix: restore };
}

/** Seals run on from 1, so a number beyond how many files there are is a name that somebody made up. */
function lastNumber(disk: Disk): number {
  const numbers = [...disk.keys()].map((path) => Number(/^seals\/(\d{4,})\.sigstore\.json$/.exec(path)?.[1] ?? 0));
  return Math.max(0, ...numbers.filter((number) => number <= disk.size && disk.has(sealPath(number))));
}

function readSeal(number: number, disk: Disk, trust: TrustRoot, report: Report): OpenSeal | undefined {
  const path = sealPath(number);
  const file = disk.get(path);
  if (file) return attempt(path, report, () => openSeal(number, file, disk, trust));
  report(missingSeal(number, 'A later seal is here, and this one is gone'));
  return undefined;
}

function openSeal(number: number, file: FileOnDisk, disk: Disk, trust: TrustRoot): OpenSeal {
  const { statement, key } = readBundle(readText(file), trust);
  if (statement.predicateType !== predicateTypes.seal)
    throw refuse('seal-kind', `it is a statement of type ${statement.predicateType}, not a seal`);
  const runner = runnerRole(statement.predicate.mode);
  // A person's attestation is sealed by the person's key; history.ts holds such a seal to that alone.
  if (!mayAct(key, number === 1 ? [runner] : [runner, 'attest']))
    throw refuse('key-role', `the key ${key.name} has the roles ${key.roles.join(', ')}, and ${runner} is needed`);
  const manifest = manifestOf(number, statement);
  return {
    number,
    path: file.path,
    digest: file.sha256,
    predicate: statement.predicate,
    key,
    ...(manifest && { manifest: manifest.name }),
    files: manifest ? listedFiles(manifest, disk) : namedFiles(statement.subject),
  };
}

/** Its one subject is the list of files, where they were too many to be subjects. */
function manifestOf(number: number, seal: SealStatement): Resource | undefined {
  const [first, second] = seal.subject;
  return first?.name === sealManifestPath(number) && !second ? first : undefined;
}

function listedFiles(manifest: Resource, disk: Disk): ReadonlyMap<string, string> {
  const file = disk.get(manifest.name);
  if (file?.sha256 !== manifest.digest.sha256)
    throw refuse('manifest-changed', `the list of files that it names, ${manifest.name}, is missing or changed`);
  return new Map(readSealManifest(readText(file)).map((listed) => [listed.path, listed.sha256]));
}

function namedFiles(subjects: readonly Resource[]): ReadonlyMap<string, string> {
  return new Map(subjects.map((subject) => [subject.name, subject.digest.sha256]));
}

function unexpected(path: string) {
  return {
    file: path,
    code: 'evidence.file-unexpected',
    what: 'It is neither a seal nor the list of files of one',
    fix: 'Remove it from the run’s folder, or restore the folder from git or the CI artifact.',
  };
}

function refuse(slug: string, why: string) {
  return evidenceFailure({ code: `evidence.${slug}`, what: 'The seal is refused', why, fix: restore });
}
