import { open } from 'node:fs/promises';
import { constants } from 'node:fs';
import { basename, join } from 'node:path';
import { Secret } from '../../core/secret.ts';
import type { OtherFile } from '../../core/vault.ts';

/** Bytes. Keys, tokens and accounts are far smaller; each line more is looked for in all that a run keeps. */
const largest = 65_536;

/** What an account's file of Google says of itself, and says in everybody's alike or on every page of theirs. */
const saysNothing =
  /^(?:type|project_id|client_email|universe_domain|(?:auth|token)_uri|(?:auth_provider|client)_x509_cert_url)$/;

/**
 * Reads what lies beside the .env files of a vault, for redaction alone: nothing in it has a name to be asked for by. `path`
 * is relative to the vault's `folder`, which messages call `shown`. What is no text, empty or too large has no parts.
 */
export async function readOther(folder: string, shown: string, path: string): Promise<OtherFile> {
  const text = textOf(await bytesOf(join(folder, path)));
  const name = basename(path);
  return {
    file: `${shown}/${path}`,
    parts: [...new Set(text === undefined ? [] : partsOf(text))].map((part) => new Secret(name, part)),
  };
}

async function bytesOf(path: string): Promise<Uint8Array | undefined> {
  try {
    // A pipe would keep us waiting for whoever writes it.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await file.stat();
      return found.isFile() && found.size <= largest ? await file.readFile() : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  if (bytes === undefined || bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Of JSON what its names stand for; of any other text all of it, so also its lines, and what stands after `=` or `:` in them. */
function partsOf(text: string): readonly string[] {
  const json = parsed(text);
  if (json !== undefined) return leavesOf(json);
  return [text.trim(), ...text.split(/\r\n|\r|\n/).flatMap(valueIn)].filter((part) => part !== '');
}

function parsed(text: string): object | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
}

function leavesOf(value: object): readonly string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (typeof inner === 'object' && inner !== null) return leavesOf(inner);
    return typeof inner === 'string' && inner.trim() !== '' && !saysNothing.test(key) ? [inner] : [];
  });
}

/** `token: "abc"`, `password = abc`, `export TOKEN=abc`. */
function valueIn(line: string): readonly string[] {
  const [, value = ''] = /^\s*(?:-\s+)?(?:export\s+)?[\w."'-]+\s*[:=]\s*(.+?)\s*$/.exec(line) ?? [];
  const [, , bare = value] = /^(["'])(.*)\1,?$/.exec(value) ?? [];
  return bare === '' ? [] : [bare];
}
