import { Failure, type FailureData } from '../../core/failure.ts';
import type { Finding } from '../../core/order.ts';
import type { Secret } from '../../core/secret.ts';
import type { HeldSecret, OtherFile, Vault } from '../../core/vault.ts';
import { createRedactor } from '../../evidence/redact.ts';

/** What a run must not let out, and what it cannot keep in. */
export interface KnownSecrets {
  readonly secrets: readonly Secret[];
  /** A warning for each value that cannot be looked for, being too short, and for each file with none that can. */
  readonly findings: readonly Finding[];
}

/**
 * Every value of the vault, asked for or not: what a child prints may be any of them. A vault that cannot be read gives
 * none here; the preflight says why, and nothing runs.
 */
export async function knownSecrets(vault: Vault | undefined): Promise<KnownSecrets> {
  const held = await quietly<HeldSecret>(async () => vault?.all());
  const looked = held.map((each) => ({ each, hindrance: hindranceOf(each.secret) }));
  const others = (await quietly<OtherFile>(async () => vault?.others())).map(withoutUnfit);
  return {
    secrets: [
      ...looked.flatMap(({ each, hindrance }) => (hindrance === undefined ? [each.secret] : [])),
      ...others.flatMap(({ parts }) => parts),
    ],
    findings: [
      ...looked.flatMap(({ each, hindrance }) => (hindrance === undefined ? [] : [notRedacted(each, hindrance)])),
      ...others.filter(({ parts }) => parts.length === 0).map(notRead),
    ],
  };
}

async function quietly<T>(look: () => Promise<readonly T[] | undefined>): Promise<readonly T[]> {
  try {
    return (await look()) ?? [];
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

/** Why the redactor will not look for a value; it alone knows. */
function hindranceOf(secret: Secret): FailureData | undefined {
  try {
    createRedactor([secret]);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.data;
    throw error;
  }
}

function notRedacted({ secret, file, line }: HeldSecret, { why, fix }: FailureData): Finding {
  const message = `${secret.name} is not taken out of what the run keeps: ${why}`;
  return { rule: 'secrets.not-redacted', severity: 'warning', file, line, message, fix };
}

/** A part that is short or common says nothing by itself. */
function withoutUnfit({ file, parts }: OtherFile): OtherFile {
  return { file, parts: parts.filter((part) => hindranceOf(part) === undefined) };
}

function notRead({ file }: OtherFile): Finding {
  return {
    rule: 'secrets.not-read',
    severity: 'warning',
    file,
    line: 1,
    message: `${file} lies in the vault and holds no text that can be looked for: it is not taken out of what the run keeps`,
    fix: 'Keep what is secret in it as NAME.env (a file of bytes in base64), or take it out of the vault.',
  };
}
