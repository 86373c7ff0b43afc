import type { Action, ActionContext } from '../../core/action.ts';
import type { Item } from '../../core/order.ts';
import { readDirection } from '../../direction/read.ts';
import { directionChangelog } from '../direction/changelog.ts';
import { directionFill } from '../direction/fill.ts';
import { directionFormat } from '../direction/format.ts';
import { directionRender } from '../direction/render.ts';
import { directionStage } from '../direction/stage.ts';
import { directionTasks } from '../direction/tasks.ts';
import { createWorkspace, perform, type TestWorkspace } from './workspace.ts';

const order = `# Order

- **Owner:** Manager Sub-Agent
- **Effective:** 2025-10-17
- **Version:** 1.1

## Current Tasks
1. Overwrite the file.
2. Use the following list verbatim:
   1. Apply *migrations* (\`supabase db push\`),
      and seed_staging\\_now.
   1. Automate \`scripts/a.{mjs,sh}\`:
      - nightly
      - [linked](https://example.com/a_b)
   1. Deploy (\`fly deploy --env production\`).
   1. Write feedback to \`feedback/devops/2025-10-17.md\`.
3. Add changelog entry.
`;

const template = `# {{agent}} Direction

- **Owner:** {{owner}}
- **Effective:** {{effective}}
- **Version:** {{version}}

## Objective

{{objective}}

## Current Tasks

{{tasks}}

> Always end the list with feedback.

## Constraints

{{constraints}}

## Definition of Done

{{done}}

## Risk & Rollback

- **Risk Level:** <Low/Medium/High>

## Links & References

{{links}}

## Change Log

{{changelog}}
`;

export const guardrails = `# Guardrails

## Objective

Ship *safely*.

## Constraints

- **Allowed Tools:** \`npm\`, \`supabase\`, \`flyctl\`.
- **Budget:** ≤ 60 minutes.

## Definition of Done

- [ ] All green.

## Risk & Rollback

- **Risk Level:** High

## Links & References

- Template: \`docs/template.md\`
`;

export const old =
  '# DevOps Direction\n\n- **Owner:** Manager\n\n## Change Log\n\n- 2025-10-10: Version 1.0 – First.\n';
export const file = 'docs/devops.md';
export const entry = { to: file, date: '2025-10-17', version: '1.1', summary: 'Rewrite.' };

/** An order's steps, as its bindings would have them. */
export const steps = {
  render: [directionRender, { template: 'docs/template.md', to: file }],
  tasks: [directionTasks, { to: file }],
  fill: [directionFill, { to: file, from: 'docs/guardrails.md' }],
  changelog: [directionChangelog, entry],
  format: [directionFormat, { file }],
  stage: [directionStage, { file }],
} as const satisfies Record<string, readonly [Action, object]>;

/** A workspace with a template, guardrails, an older direction, and an order to replace it. */
export interface DirectionCase extends TestWorkspace {
  inOrder(): ActionContext;
  /** The first steps, all of which must be verified. */
  carryOut(many: number): Promise<void>;
  /** Changes the direction's text behind the actions' backs. */
  replace(from: string | RegExp, to: string): Promise<void>;
}

export async function createDirectionCase(): Promise<DirectionCase> {
  const workspace = await createWorkspace({
    'docs/template.md': template,
    'docs/guardrails.md': guardrails,
    [file]: old,
    'other.md': '# Other\n',
  });
  const inOrder = () => workspace.context(boundTo(order));
  return {
    ...workspace,
    inOrder,
    carryOut: async (many) => {
      for (const [action, input] of Object.values(steps).slice(0, many)) {
        const { outcome } = await perform(action, inOrder(), input);
        if (outcome.verdict !== 'verified') throw new Error(`${action.id}: ${outcome.reason ?? outcome.verdict}`);
      }
    },
    replace: async (from, to) => {
      const text = await workspace.text(file);
      const changed = text.replace(from, to);
      if (changed === text) throw new Error(`${String(from)} is not in the direction`);
      await workspace.put(file, changed);
    },
  };
}

function boundTo(text: string): Pick<ActionContext, 'order'> & { item: Item } {
  const read = readDirection(new TextEncoder().encode(text), 'order.md').order;
  const [, item] = read.items;
  if (item === undefined) throw new Error('the order has a second task');
  return { order: read, item };
}
