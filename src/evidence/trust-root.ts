import { LineCounter, isMap, isSeq, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import type { TrustedKey, TrustRoot } from '../core/trust.ts';
import { sha256 } from './digest.ts';
import { publicKeyOf } from './keys.ts';
import { refuseMixedRoles } from './roles.ts';

const keyLine = z.strictObject({
  name: z.string().min(1),
  roles: z.array(z.enum(['run', 'rehearse', 'approve', 'attest'])).min(1),
  publicKey: z.string(),
  id: z.string().optional(),
});
const trustFile = z.strictObject({ keys: z.array(keyLine) });

const heading = `# Who may sign what here. Reviewed in git: a line more is a signer more.
# roles: run (live runs), rehearse (rehearsals alone), approve and attest (people; never with the first two)
`;

/** Reads `prestage.keys`. Throws a Failure with the line of what cannot be trusted as it stands. */
export function readTrustRoot(yamlText: string, file: string): TrustRoot {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, stringKeys: true });
  const error = document.errors[0];
  if (error) throw refuse(file, lines.linePos(error.pos[0]).line, `it is not YAML: ${error.message}`);
  const parsed = trustFile.safeParse(document.toJS());
  const lineOf = (index: number) => lineOfKey(document.get('keys'), index, lines);
  if (!parsed.success) {
    const index = parsed.error.issues[0]?.path[1];
    throw refuse(file, typeof index === 'number' ? lineOf(index) : 1, z.prettifyError(parsed.error));
  }
  const keys = parsed.data.keys.map((key, index) => trustedKey(key, file, lineOf(index)));
  keys.forEach((key, index) => refuseSecond(keys.slice(0, index), key, file, lineOf(index)));
  return { keys };
}

/** The text of `prestage.keys`; reading it gives the same root back. */
export function renderTrustRoot(root: TrustRoot): string {
  const keys = root.keys.map(({ name, roles, id, publicKey }) => ({ name, roles: [...roles], id, publicKey }));
  return heading + stringify({ keys }, { lineWidth: 0 });
}

function trustedKey(line: z.infer<typeof keyLine>, file: string, number: number): TrustedKey {
  refuseMixedRoles(line.name, line.roles, { file, line: number });
  if (!publicKeyOf(line.publicKey))
    throw refuse(
      file,
      number,
      `the publicKey of ${line.name} is not an ECDSA P-256 key (SubjectPublicKeyInfo, DER, base64)`,
    );
  const id = sha256(Buffer.from(line.publicKey, 'base64'));
  if (line.id !== undefined && line.id !== id)
    throw refuse(file, number, `the id of ${line.name} is not the SHA-256 of its publicKey, which is ${id}`);
  return { name: line.name, roles: line.roles, publicKey: line.publicKey, id };
}

function refuseSecond(before: readonly TrustedKey[], key: TrustedKey, file: string, line: number): void {
  const twin = before.find((other) => other.name === key.name || other.id === key.id);
  if (twin)
    throw refuse(file, line, `${key.name} has the name or the publicKey of ${twin.name}, which stands above it`);
}

function lineOfKey(keys: unknown, index: number, lines: LineCounter): number {
  const node = isSeq(keys) ? keys.items[index] : undefined;
  return isMap(node) && node.range ? lines.linePos(node.range[0]).line : 1;
}

function refuse(file: string, line: number, why: string): Failure {
  return new Failure({
    code: 'evidence.keys-invalid',
    what: `${file} cannot be used to check signatures`,
    why,
    fix: 'Write each key as `name`, `roles`, `publicKey`; `prestage keys new NAME --role run` prints such a line.',
    file,
    line,
  });
}
