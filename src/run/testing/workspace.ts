import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Workspace } from '../../core/workspace.ts';

/** A workspace in a folder of its own, with a real git repository. */
export interface TestWorkspace extends Workspace {
  write(path: string, content: string): void;
  git(...args: string[]): string;
  /** These paths as they are, and nothing else. */
  commit(...paths: string[]): void;
  remove(): void;
}

/** None of them is production to these tests: what is, waits for an approval. */
const changedFreely = Object.fromEntries(
  ['staging', 'production', 'a', 'b', 'c', 'd'].map((name) => [name, { production: false }]),
);

/** `place` is where its folder is made: the system's temporary folder when not said. */
export function createWorkspace(files: Readonly<Record<string, string>>, place: string = tmpdir()): TestWorkspace {
  const root = mkdtempSync(join(place, 'prestage-run-'));
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  for (const [path, content] of Object.entries(files)) write(path, content);
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];
  git(...author, 'commit', '--quiet', '--message', 'as it was');
  return {
    root,
    config: { rehearse: [], environments: changedFreely, rehearsal: {} },
    settings: () => undefined,
    write,
    git,
    commit(...paths) {
      git('add', '--', ...paths);
      git(...author, 'commit', '--quiet', '--message', 'reviewed', '--', ...paths);
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The same workspace, whose config knows these environments, none of them production. */
export function knowing(workspace: TestWorkspace, environments: readonly string[]): TestWorkspace {
  const known = Object.fromEntries(environments.map((name) => [name, { production: false }]));
  return { ...workspace, config: { ...workspace.config, environments: known } };
}

/** A small direction with the given tasks and boxes, complete enough for the linter. */
export function direction(tasks: readonly string[], boxes: readonly string[] = ['All is done.']): string {
  return `# Launch — Direction

- **Owner:** Test
- **Effective:** 2026-01-02
- **Version:** 1.0

## Objective

Prove the run.

## Tasks

${tasks.map((task, index) => `${index + 1}. ${task}`).join('\n')}

## Constraints

- **Allowed Tools:** \`bash\`, \`git\`
- **Touched Directories:** \`out/\`
- **Budget:** ≤ 45 minutes, ≤ 5,000 tokens, ≤ 3 files modified/staged.

## Definition of Done

${boxes.map((box) => `- [ ] ${box}`).join('\n')}

## Risk & Rollback

- **Risk Level:** Low
- **Rollback Plan:** Remove \`out/\`.
- **Monitoring:** None.

## Links & References

- Template: none

## Change Log

- 2026-01-02: Version 1.0 — First.
`;
}
