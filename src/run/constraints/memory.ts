import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { limits, type Limit } from '../../core/constraint.ts';
import { fileFailure } from '../../services/files/failures.ts';
import type { Tally } from './tally.ts';
import type { Snapshot } from './tree/snapshot.ts';

/** What a run had seen of its limits: it is held to all of it when it was cut and goes on. */
export interface Remembered {
  readonly touched: readonly string[];
  readonly outside: readonly string[];
  readonly exceeded: readonly Limit[];
  /** What was in the index at the last look. */
  readonly staged: readonly string[];
  /** The tree at the last look. Absent when the run came to its end: what changed since then is not its doing. */
  readonly tree?: Snapshot;
}

/** Lies outside the run's folder, which holds evidence alone, where no child of a sandbox can write. */
export interface Memory {
  /** Undefined when there is none, or none that can be read. */
  read(): Remembered | undefined;
  keep(tally: Pick<Tally, 'touched' | 'outside' | 'exceeded'>, staged: readonly string[], tree?: Snapshot): void;
}

const pairs = z.array(z.tuple([z.string(), z.string()]));
const written = z.object({
  touched: z.array(z.string()),
  outside: z.array(z.string()),
  exceeded: z.array(z.enum(limits)),
  staged: z.array(z.string()),
  tree: z.object({ paths: z.array(z.string()), stats: z.base64(), links: pairs, fresh: pairs }).optional(),
});

export function memoryOf(root: string, run: string): Memory {
  const shown = `.prestage/held/${run}.json`;
  const path = join(root, shown);
  return {
    read() {
      try {
        const { tree, ...rest } = written.parse(JSON.parse(readFileSync(path, 'utf8')));
        return tree === undefined ? rest : { ...rest, tree: snapshotOf(tree) };
      } catch {
        return undefined;
      }
    },
    keep({ touched, outside, exceeded }, staged, tree) {
      const text = JSON.stringify({
        touched,
        outside,
        exceeded: [...exceeded],
        staged,
        ...(tree && { tree: plain(tree) }),
      });
      try {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(join(root, '.prestage/.gitignore'), '*\n');
        writeFileSync(`${path}.tmp`, text, { mode: 0o600 });
        renameSync(`${path}.tmp`, path);
      } catch (error) {
        throw fileFailure(error, shown, 'write');
      }
    },
  };
}

function plain({ paths, stats, links, fresh }: Snapshot) {
  const bytes = Buffer.from(stats.buffer, stats.byteOffset, stats.byteLength);
  return { paths, stats: bytes.toString('base64'), links: [...links], fresh: [...fresh] };
}

function snapshotOf({ paths, stats, links, fresh }: NonNullable<z.infer<typeof written>['tree']>): Snapshot {
  const bytes = Uint8Array.from(Buffer.from(stats, 'base64'));
  return { paths, stats: new Float64Array(bytes.buffer), links: new Map(links), fresh: new Map(fresh) };
}
