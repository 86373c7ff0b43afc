import type { Outcome } from '../../../core/action.ts';
import { check, createWorkspace, type TestWorkspace } from '../../testing/workspace.ts';
import { guardCheck } from '../check.ts';

export const policy = `format: prestage.guard/1
branches:
  - pattern: '(?:manager-batch|batch|guardrails)-(?<batch>\\d{8}T\\d{6}Z)/(?<slug>[a-z0-9-]+)'
    order: docs/directions/{slug}.md
  - pattern: 'chore/.+'
    paths: ['**']
caps: { files: 5, lines: 200, bytesPerFile: 10000, newTopFolders: 0 }
generated: [package-lock.json, 'app/generated/**']
evidence: ['artifacts/**']
docs: ['docs/**', 'README.md', 'app/**/README.md']
forbidden: ['**/*.env', '**/.env.*', '**/vault/**', '**/tokens/**']
protect: ['.github/**']
issue: '(?:Fixes|Closes|Refs) #\\d+'
wideChange: { label: wide-change, approvers: [manager], days: 7, files: 100, lines: 20000 }
policyChange: { label: policy-change, approvers: [manager, owner], days: 7 }
`;

export const order = `# Devops Direction

- **Owner:** Manager

## Objective

Ship it.

## Current Tasks

1. Change the app.

## Constraints

- **Allowed Tools:** \`npm\`.
- **Touched Directories:** \`app/\`, \`docs/runbooks/\`, \`app/(group)/**\`.
- **Budget:** ≤ 60 minutes, ≤ 10,000 tokens, ≤ 50 files modified/staged.
- **Guardrails:** Stay inside.

## Definition of Done

- [ ] Done.

## Risk & Rollback

- **Risk Level:** Low

## Links & References

- Template: \`docs/directions/devops.md\`

## Change Log

- 2025-10-17: Version 1.0 – First.
`;

export const branch = 'batch-20251017T033137Z/devops';

/** A repository whose main has a policy and an order, and a branch that a test commits to. */
export interface GuardCase extends TestWorkspace {
  /** Writes files, takes those away that are undefined, and commits them. */
  change(files: Readonly<Record<string, string | undefined>>): Promise<void>;
  guard(input?: object, now?: string): Promise<Outcome>;
  /** The rules that found something, each once, sorted. */
  rules(input?: object): Promise<readonly string[]>;
  head(): Promise<string>;
}

export async function createGuardCase(files: Readonly<Record<string, string>> = {}): Promise<GuardCase> {
  const workspace = await createWorkspace({
    'guard.policy.yaml': policy,
    'docs/directions/devops.md': order,
    'app/a.ts': 'export const a = 1;\n',
    'lib/b.ts': 'export const b = 1;\n',
    ...files,
  });
  await workspace.git('checkout', '--quiet', '-b', branch);
  await workspace.put('.git/pull.md', 'Fixes #1\n');
  const guard = async (input: object = {}, now = '2025-10-17T04:00:00Z'): Promise<Outcome> => {
    const context = workspace.context({ clock: { now: () => new Date(now) } });
    return await check(guardCheck, context, { base: 'main', text: '.git/pull.md', author: 'dev', ...input });
  };
  return {
    ...workspace,
    guard,
    rules: async (input) => rulesOf(await guard(input)),
    head: async () => (await workspace.git('rev-parse', 'HEAD')).trim(),
    change: async (changed) => {
      for (const [path, text] of Object.entries(changed)) {
        if (text === undefined) await workspace.git('rm', '--quiet', '--', path);
        else await workspace.put(path, text);
      }
      await workspace.commit();
    },
  };
}

export function rulesOf(outcome: Outcome): readonly string[] {
  const rules = (outcome.findings ?? []).map(({ rule }) => rule.replace('guard.', ''));
  return [...new Set(rules)].toSorted();
}
