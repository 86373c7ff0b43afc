/** A direction of many tasks, each with words, code, emphasis and a path, and a sidecar that binds every one of them. */
export function directionOf(many: number): { readonly text: string; readonly sidecar: string } {
  const indices = Array.from({ length: many }, (_, index) => index);
  const list = indices.map(
    (index) => `${index + 1}. Run \`npm run job-${index}\` in **staging** and link docs/jobs/${index}.md as evidence.`,
  );
  const bindings = indices.map(
    (index) =>
      `  - task: "Run npm run job-${index} in"\n    run: checks.run scripts=job-${index}\n` +
      (index === 0 ? '' : `    after: "docs/jobs/${index - 1}.md"\n`),
  );
  const text = [
    '# Bench — Direction\n\n- **Owner:** Bench\n- **Effective:** 2026-01-02\n- **Version:** 1.0\n',
    '## Objective\n\nMeasure.\n',
    `## Current Tasks\n\n${list.join('\n')}\n`,
    '## Constraints\n\n- **Allowed Tools:** `npm`\n- **Touched Directories:** `docs/`\n- **Budget:** ≤ 45 minutes, ≤ 3 files\n',
    '## Definition of Done\n\n- [ ] All is done.\n',
    '## Risk & Rollback\n\n- **Rollback Plan:** None.\n',
    '## Links & References\n\n- Template: docs/directions/agenttemplate.md\n',
    '## Change Log\n\n- 2026-01-02: Version 1.0 — First.\n',
  ].join('\n');
  return { text, sidecar: `tasks:\n${bindings.join('')}` };
}
