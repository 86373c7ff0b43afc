import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Catalogue } from '../core/action.ts';
import type { BoundOrder } from '../core/binding.ts';
import type { Finding } from '../core/order.ts';
import { readBindings } from '../direction/bindings.ts';
import { readHouseRules, type HouseRules } from '../direction/house.ts';
import { checkSteps } from '../direction/inputs.ts';
import { lintDirection } from '../direction/lint.ts';
import { matchBindings } from '../direction/match.ts';
import { readDirection } from '../direction/read.ts';
import { withoutTicks } from '../direction/ticks.ts';
import { sha256 } from '../evidence/digest.ts';
import { readBytes, readText, readTextIfThere } from '../services/files/read.ts';

/** A direction with its bindings, read and matched: what a run executes and what its evidence is bound to. */
export interface Prepared {
  /** Relative to the workspace. */
  readonly file: string;
  /** The exact bytes that are run. */
  readonly bytes: Uint8Array;
  readonly bindings: string;
  readonly bound: BoundOrder;
  /** Over the text without ticks and evidence links. */
  readonly directionDigest: string;
  readonly bindingsDigest: string;
  /** Of the linter, the bindings and their inputs; errors stop a run. */
  readonly findings: readonly Finding[];
}

export interface Lookups {
  exists(path: string): boolean;
  hasTool(name: string): boolean;
}

export async function prepare(
  root: string,
  file: string,
  catalogue: Catalogue,
  hasTool: Lookups['hasTool'],
): Promise<Prepared> {
  const bytes = await readBytes(root, file);
  const { order, findings } = readDirection(bytes, file);
  const sidecar = sidecarOf(file);
  const text = (await readTextIfThere(root, sidecar)) ?? '';
  const matched = matchBindings(order, readBindings(text, sidecar), sidecar);
  const lookups: Lookups = { exists: (path) => existsSync(join(root, path)), hasTool };
  return {
    file,
    bytes,
    bindings: text,
    bound: matched.bound,
    directionDigest: sha256(withoutTicks(order)),
    bindingsDigest: sha256(text),
    findings: [
      ...findings,
      ...lintDirection(order, file, lookups, await houseRules(root, file)),
      ...matched.findings,
      ...(await checkSteps(matched.bound, catalogue, sidecar)),
    ],
  };
}

/** `devops.bindings.yaml` for `devops.md` */
export function sidecarOf(file: string): string {
  return file.replace(/\.md$/, '') + '.bindings.yaml';
}

/** House rules lie beside the template: `*.rules.yaml` holds for the directions of its folder. */
async function houseRules(root: string, file: string): Promise<HouseRules | undefined> {
  const folder = dirname(file);
  const names = await readdir(join(root, folder));
  const name = names.find((entry) => entry.endsWith('.rules.yaml') && entry !== basename(file));
  if (name === undefined) return undefined;
  const path = `${folder}/${name}`;
  return readHouseRules(await readText(root, path), path);
}
