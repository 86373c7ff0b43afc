import type { ActionContext } from '../../../../core/action.ts';
import { Failure } from '../../../../core/failure.ts';
import { readText } from '../../../../services/files/read.ts';
import type { ShadowFile } from '../../push/shadow-run.ts';
import { seedPaths } from '../../seed/config.ts';
import { parseSql, type Statement } from '../../sql/parse.ts';
import { declaredWhy } from '../declared.ts';
import type { DownFolder } from '../files.ts';
import type { DownSettings } from '../settings.ts';
import { climb, type Tried } from './climb.ts';
import { judgeTrial, type Proof } from './judge.ts';

export interface ProveWish {
  /** In order, with what was or will be run of each; `source` has its comments, where that has none. */
  readonly files: readonly (ShadowFile & { readonly source?: string })[];
  /** How many of them are tried: the newest. */
  readonly newest: number;
  readonly downs: DownFolder;
  readonly settings: DownSettings;
  /** After which a statement of a way back counts as hanging; 30 when absent: it has hardly a row to go through. */
  readonly seconds?: number | undefined;
}

/** What the trials came to, and what they saw. */
export interface Proven {
  readonly proofs: readonly Proof[];
  readonly tried: readonly Tried[];
}

/** On scratch databases: each migration up, down, compared with before, and up again. */
export async function proveWaysBack(context: ActionContext, wish: ProveWish): Promise<Proven> {
  const { files, newest, downs, settings, seconds = 30 } = wish;
  const rungs = files.map((file) => {
    const down = downs.files.get(file.name);
    return { ...file, down: down === undefined || down.faults.length > 0 ? undefined : down };
  });
  const sources = new Map(files.map(({ name, source }) => [name, source]));
  const from = Math.max(0, files.length - newest);
  const tried = await climb(context, { rungs, from, seconds, seeds: await seedStatements(context.root) });
  const judged = tried.map((each) =>
    judgeTrial(each, {
      file: downs.files.get(each.rung.name),
      why: declaredWhy({ version: each.rung.version, text: sources.get(each.rung.name) ?? each.rung.text }, settings),
      place: `${settings.folder}/${each.rung.name}`,
    }),
  );
  return { tried, proofs: [...judged, ...files.slice(from + tried.length).map(notReached)] };
}

function notReached({ name, version }: ShadowFile): Proof {
  const says = ['one before it cannot be applied'];
  return { migration: name, version, state: 'untried', verdict: 'unknown', says, notes: [], lacks: [] };
}

/** A workspace may have no seeds; what is wrong with them, `database.seed` says. */
async function seedStatements(root: string): Promise<readonly Statement[]> {
  try {
    const { files } = await seedPaths(root);
    const parsed = await Promise.all(files.map(async (path) => parseSql(await readText(root, path))));
    return parsed.flatMap(({ statements }) => statements);
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
