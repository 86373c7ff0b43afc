import type { Applied } from './history.ts';
import type { Migration } from './migrations.ts';
import type { ShadowFile } from './shadow-run.ts';

/** What an environment has had, as files that can be run again; where both know a file, `first` says whose words count. */
export function appliedFiles(
  applied: readonly Applied[],
  migrations: readonly Migration[],
  first: 'history' | 'files',
): readonly ShadowFile[] {
  return applied.map(({ version, statements }) => {
    const file = migrations.find((each) => each.version === version);
    const ran = statements && textOf(statements);
    const text = first === 'history' ? (ran ?? file?.text) : (file?.text ?? ran);
    return { name: file?.name ?? `${version}_remote.sql`, version, text: text ?? '' };
  });
}

/** The semicolons stand on lines of their own: a statement may end with a comment that would swallow them. */
export function textOf(statements: readonly string[]): string {
  return statements.map((statement) => `${statement}\n;\n`).join('');
}
