import type { Order } from '../../core/order.ts';
import { readDirection } from '../read.ts';

/** An order in the shape that its authors write: nested tasks, both dashes, an elided link, a verbal budget. */
export const manager = `# task_direction_ops — Direction

- **Owner:** Manager Sub-Agent
- **Effective:** 2025-10-17
- **Version:** 1.1

## Objective
Replace \`docs/directions/ops.md\` with the new agent template, so that Ops can drive
migrations and backups.

## Current Tasks
1. Overwrite the file using the template from \`docs/directions/agenttemplate.md\`.
2. Use the following task list verbatim (re-numbered as needed):
   1. Apply the idea pool + analytics migrations to staging (\`supabase db push\`) and capture the CLI output.
   2. Run \`supabase test db\` (or \`psql\` harness) for RLS checks; attach results.
   3. Automate the workflow (\`.github/workflows/health-check.yml\`) invoking \`scripts/check.{mjs,sh}\` nightly.
   4. Notify \`ops@example.org\` via Fly/Email on failure.
   5. Write feedback to \`feedback/ops/2025-10-17.md\` and clean stray md files.
3. Populate Objective/Constraints/DoD/Risk/Links.
4. Run \`npx prettier --write docs/directions/ops.md\`.
5. Stage only \`docs/directions/ops.md\`.

## Constraints
- **Allowed Tools:** \`bash\`, \`npx prettier\`, \`rg\` (read-only searches).
- **Touched Directories:** \`docs/directions/ops.md\`.
- **Budget:** ≤ 45 minutes, ≤ 5,000 tokens, ≤ 3 files modified/staged.
- **Guardrails:** Do not edit other direction files.

## Definition of Done
- [ ] Template applied with Objective/Constraints/DoD/Risk/Links.
- [ ] Prettier executed on the file.
- [ ] Only \`docs/directions/ops.md\` staged.

## Risk & Rollback
- **Risk Level:** Medium — inaccurate direction compromises launch readiness.
- **Rollback Plan:** \`git checkout -- docs/directions/ops.md\` before staging.
- **Monitoring:** Ensure tasks align with backlog T2/T6 and ops docs.

## Links & References
- Template: \`docs/directions/agenttemplate.md\`
- Schema: \`integrations/.../03-database/schema.sql\`
- Health scripts: \`scripts/ops/\`

## Change Log
- 2025-10-17: Version 1.1 — Template rewrite.
`;

export const file = 'docs/directions/ops.md';

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function orderOf(text: string): Order {
  return readDirection(bytesOf(text), file).order;
}

/** The least that the linter has nothing to say about, with these task lines. */
export function orderWith(tasks: string, constraints = ''): string {
  return `# ops Direction

## Objective
Words.

## Tasks
${tasks}

## Constraints
- **Allowed Tools:** \`git\`
- **Touched Directories:** \`docs/\`
${constraints === '' ? '- **Budget:** ≤ 45 minutes, ≤ 5,000 tokens, ≤ 3 files' : constraints}

## Definition of Done
- [ ] Done.

## Risk & Rollback
- **Rollback Plan:** \`git checkout -- docs\`

## Links & References
- Docs: \`docs/\`

## Change Log
- 2025-10-17: Version 1.0 – first
`;
}
