import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { areas, catalogue } from './registry.ts';

describe('the catalogue', () => {
  it.each(catalogue.ids)('%s is what it is registered as', async (id) => {
    const action = await catalogue.load(id);
    const [area = '', verb = ''] = id.split('.');
    expect(action?.id).toBe(id);
    expect(Object.keys(areas)).toContain(area);
    expect(verb).toMatch(/^[a-z]+$/);
    expect(action?.summary).toMatch(/^[A-Z].{10,100}[^.]$/);
  });

  it.each(catalogue.ids)('%s has an input that gives flags and a reference page', async (id) => {
    const action = await catalogue.load(id);
    const schema = z.toJSONSchema(action?.input ?? z.never(), { io: 'input' });
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    expect(action?.input.safeParse({ noSuchInput: 'x' }).success).toBe(false);
  });

  it('has nothing under names that every object has', async () => {
    expect(await catalogue.load('direction.none')).toBeUndefined();
    expect(await catalogue.load('constructor')).toBeUndefined();
  });

  it.each([
    ['Overwrite the file using the template from `docs/directions/agenttemplate.md`.', 'direction.render'],
    ['Use the following task list verbatim (re-numbered as needed):', 'direction.tasks'],
    [
      'Populate Objective/Constraints/DoD/Risk/Links to reflect launch guardrails and required commands.',
      'direction.fill',
    ],
    ['Add changelog entry for 2025-10-17.', 'direction.changelog'],
    ['Run `npx prettier --write docs/directions/devops.md`.', 'direction.format'],
    ['Stage only `docs/directions/devops.md`.', 'direction.stage'],
    ['Note blockers in `feedback/manager/2025-10-17.md` if needed.', 'feedback.blockers'],
    ['Confirm `npm run ci`, `npm run scan`, and `npm run test:ci` pass on manager-batch branch.', 'checks.run'],
    ['Write feedback to `feedback/devops/2025-10-17.md` and clean stray md files.', 'feedback.write feedback.tidy'],
    ['Template applied with Objective/Constraints/DoD/Risk/Links.', 'direction.conforms'],
    ['Task list matches the items above and ends with the feedback hygiene task.', 'direction.matches'],
    ['Prettier executed on the file.', 'checks.formatted'],
    ['Only `docs/directions/devops.md` staged.', 'checks.staged'],
    ['Blockers logged if encountered.', 'feedback.logged'],
    ['`git checkout -- docs/directions/devops.md` before staging.', 'direction.restore'],
    ['Ensure tasks align with backlog T2/T6 and feature pack ops docs.', 'checks.backlog'],
    ['Implement rollback script with tested Fly + Supabase restore steps.', 'deploy.drill'],
  ])('recognises %j', async (words, expected) => {
    const actions = await Promise.all(catalogue.ids.map((id) => catalogue.load(id)));
    const found = actions.filter((action) => action?.recognises.some((pattern) => pattern.test(words)));
    expect(new Set(found.map((action) => action?.id))).toEqual(new Set(expected.split(' ').filter(Boolean)));
  });
});
