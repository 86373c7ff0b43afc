import { parseDocument } from 'yaml';
import { Failure, type FailureData } from '../../../core/failure.ts';
import { nearestName } from '../../../core/nearest.ts';
import { policyFile, policySchema, type Policy } from './schema.ts';

/**
 * Reads a policy strictly: an unknown key, a duplicate one, a word that fits nothing is no policy, and nothing passes without
 * one. Throws Failure `guard.policy-unreadable`.
 */
export function readPolicy(text: string, file: string = policyFile): Policy {
  const read = policySchema.safeParse(valueOf(text, file));
  if (read.success) return read.data;
  const unknown = read.error.issues.find(({ code }) => code === 'unrecognized_keys');
  if (unknown?.code === 'unrecognized_keys') throw unreadable(file, unknownKey(unknown.path, unknown.keys));
  const [issue] = read.error.issues;
  const at = issue?.path.map(String).join('.') ?? '';
  throw unreadable(file, `${at === '' ? 'the file' : `\`${at}\``}: ${issue?.message ?? 'does not fit'}`);
}

function unknownKey(path: readonly PropertyKey[], [key = '']: readonly string[]): string {
  const near = path.length === 0 ? nearestName(key, Object.keys(policySchema.shape)) : undefined;
  const name = [...path, key].map(String).join('.');
  return `\`${name}\` is no setting of it${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
}

function valueOf(text: string, file: string): unknown {
  const document = parseDocument(text, { prettyErrors: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw unreadable(file, `it is no YAML: ${problem.message}`);
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    throw unreadable(file, error instanceof Error ? error.message : 'it cannot be read');
  }
}

function unreadable(file: string, why: string): Failure {
  const data: FailureData = {
    code: 'guard.policy-unreadable',
    what: `${file} of the base is no policy`,
    why,
    fix: `Correct ${file} on the base branch; docs/guard.md of prestage has one to copy.`,
    file,
  };
  return new Failure(data);
}
