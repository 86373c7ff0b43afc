import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check, createWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { checksBacklog } from './backlog.ts';
import { subjectOf } from './backlog/subject.ts';

const backlog = `- id: T1
  title: Integrate the feature pack
  status: done
- id: T2
  title: Implement Chatwoot health check CLI + dashboard tile
  status: todo
  notes: 'Requires new scripts/ops/check-chatwoot-health.* evidence.'
  docs: [docs/ops/README.md]
- id: T6
  title: Fly.io deploy rehearsal with Publer + Supabase secrets
  status: in_progress
- id: T7
  title: Plant tulips in the garden
  status: todo
- id: T8
  title: Publish the launch report
  status: blocked
- id: T9
  title: Rehearse the deploy to Fly
`;

const direction = `# Ops Direction

## Current Tasks

1. Do these:
   1. Automate Chatwoot health workflow; store CLI output.
   2. Rehearse Fly production deploy (\`fly deploy\`).
   3. Sync Publer secrets; publish the launch report with tile latency.
`;

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace({
    'tasks.backlog.yaml': backlog,
    'docs/ops/README.md': 'T2 is about health, T6 about deploys.\n',
    'docs/empty/x.txt': '',
    'direction.md': direction,
  });
});
afterEach(() => workspace.remove());

const run = (input: object) =>
  check(checksBacklog, workspace.context(), { file: 'tasks.backlog.yaml', direction: 'direction.md', ...input });

describe('checks.backlog', () => {
  it('verifies that open tasks are served and documented, and says by which tasks', async () => {
    const outcome = await run({ tasks: ['T2', 'T6'], docs: 'docs/ops' });
    expect(outcome).toEqual({ verdict: 'verified', facts: { T2: ['1.1'], T6: ['1.2', '1.3'] } });
  });

  it.each([
    [{ tasks: 'T3' }, 'failed', 'the backlog has no T3: it has T1, T2'],
    [{ tasks: ['T2', 'T1'] }, 'failed', 'T1 is done already'],
    [{ tasks: 'T8' }, 'failed', 'T8 is blocked'],
    [{ tasks: 'T7' }, 'failed', 'no task of the direction serves T7 (Plant tulips in the garden)'],
    [{ tasks: 'T9' }, 'unknown', 'no status of T9'],
    [{ tasks: 'T2', docs: 'docs/none' }, 'failed', 'docs/none is not there'],
    [{ tasks: 'T2', docs: 'docs/empty' }, 'failed', 'docs/empty is not there'],
    [{ tasks: 'T7', docs: 'docs/ops' }, 'failed', 'no doc speaks of T7: docs/ops/README.md'],
  ])('%j is %s: %s', async (input, verdict, reason) => {
    expect(await run(input)).toMatchObject({ verdict, reason: expect.stringContaining(reason) });
  });

  it('sees a doc that the backlog names go', async () => {
    await workspace.git('rm', '-q', 'docs/ops/README.md');
    expect(await run({ tasks: 'T2' })).toMatchObject({ reason: 'T2 names docs/ops/README.md, which is not there' });
  });

  it('needs a direction', async () => {
    expect((await run({ tasks: 'T2', direction: undefined })).verdict).toBe('unknown');
  });

  it.each(['- id: T1\n  title: [', 'just words', '- title: no id', '- {id: T1, title: a}\n- {id: T1, title: b}'])(
    'refuses the backlog %j',
    async (text) => {
      await workspace.put('tasks.backlog.yaml', text);
      await expect(run({ tasks: 'T1' })).rejects.toMatchObject({ data: { code: 'checks.bad-backlog' } });
    },
  );
});

describe('subjectOf', () => {
  it('finds the same subject in other words', () => {
    expect(subjectOf('Rehearsals of deploys')).toEqual(subjectOf('rehearse deploy'));
  });
});
