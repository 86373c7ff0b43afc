import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../core/exit-code.ts';
import { Secret } from '../core/secret.ts';
import { reportOf } from '../evidence/report.ts';
import { verifyRun } from '../evidence/verify.ts';
import { exitCodeOfRun } from './exit.ts';
import { start } from './testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from './testing/workspace.ts';
import { loadTrust } from './trust.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.remove());

function given(tasks: string[], bindings: string, boxes?: string[]): TestWorkspace {
  workspace = createWorkspace({ 'launch.md': direction(tasks, boxes), 'launch.bindings.yaml': bindings });
  return workspace;
}

function verdicts(record: { tasks: readonly { number: string; verdict: string }[] }): Record<string, string> {
  return Object.fromEntries(record.tasks.map(({ number, verdict }) => [number, verdict]));
}

describe('a run', () => {
  it('verifies bound tasks and boxes and leaves evidence that holds', async () => {
    const place = given(
      ['Write the note', 'Look at it'],
      `tasks:
  - task: Write the note
    run: out.write name=note.txt
  - task: Look at it
    run: out.has name=note.txt
    after: Write the note
done:
  - box: All is done
    check: out.has name=note.txt
`,
    );
    const { record, folder } = await start(place);
    expect(verdicts(record)).toEqual({ '1': 'verified', '2': 'verified' });
    expect(record.boxes.map(({ verdict }) => verdict)).toEqual(['verified']);
    expect(exitCodeOfRun(record)).toBe(exitCodes.settled);
    const verification = await verifyRun(folder, await loadTrust(place.root));
    expect(verification.findings).toEqual([]);
    expect(verification.record).toEqual(record);
    const page = readFileSync(join(folder, 'page.html'), 'utf8');
    const kept = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((path) => path !== 'page.html' && !path.startsWith('seals/'));
    expect(kept.filter((path) => !page.includes(`href="${path}"`))).toEqual([]);
    expect(page).toContain(`${kept.length}\u00A0files of evidence`);
  });

  it('says unknown of what nothing is bound to, and waiting of what a person settles', async () => {
    const place = given(['Write the note', 'Ask QA'], 'tasks:\n  - task: Ask QA\n    person: QA\n');
    const { record } = await start(place);
    expect(verdicts(record)).toEqual({ '1': 'unknown', '2': 'waiting' });
    expect(record.tasks[0]?.reason).toBe('no action is bound yet');
    expect(record.tasks[1]?.fix).toContain(`prestage attest ${record.run} 2`);
    expect(record.boxes[0]?.verdict).toBe('unknown');
    expect(exitCodeOfRun(record)).toBe(exitCodes.unsettled);
  });

  it('says what to do about a box, as the action says it: in its record, in the journal and on the page', async () => {
    const place = given(
      ['Write the note'],
      `tasks:
  - task: Write the note
    run: out.write name=note.txt
done:
  - box: All is done
    check: [out.has name=note.txt, out.has name=other.txt]
`,
    );
    const { record, folder } = await start(place);
    expect(record.boxes).toMatchObject([{ verdict: 'failed', fix: '`touch out/other.txt`.' }]);
    expect(readFileSync(join(folder, 'page.html'), 'utf8')).toMatch(/To mend it:<\/strong>[^]*touch out\/other\.txt/);
    expect((await verifyRun(folder, await loadTrust(place.root))).record).toEqual(record);
    expect(reportOf(record, 'r', 'p').definitionOfDone).toMatchObject([
      { reason: expect.stringContaining('out/other.txt is missing'), fix: '`touch out/other.txt`.' },
    ]);
  });

  it('blocks what comes after a failure, runs the rest, and undoes by the rollback before it looks at the boxes', async () => {
    const place = given(
      ['Write the note', 'Refuse', 'Depend on it', 'Stand alone'],
      `tasks:
  - task: Write the note
    run: out.write name=note.txt
  - task: Refuse
    run: out.refuse
  - task: Depend on it
    run: out.has name=note.txt
    after: Refuse
  - task: Stand alone
    run: out.has name=note.txt
done:
  - box: All is done
    check: out.has name=note.txt
rollback:
  quote: Remove
  run: out.remove
`,
    );
    const { record, events, folder } = await start(place);
    expect((await verifyRun(folder, await loadTrust(place.root))).record).toEqual(record);
    expect(verdicts(record)).toEqual({ '1': 'stale', '2': 'failed', '3': 'blocked', '4': 'verified' });
    expect(record.tasks[0]?.reason).toBe('verified, then undone by the rollback');
    expect(events.filter((event) => event.kind === 'task.settled' && event.task.verdict === 'stale')).toHaveLength(1);
    expect(record.tasks[1]).toMatchObject({ reason: 'It was refused: it always is', fix: 'Ask somebody else.' });
    expect(record.rollback?.verdict).toBe('verified');
    expect(record.boxes[0]?.verdict).toBe('failed');
    expect(existsSync(join(place.root, 'out'))).toBe(false);
    expect(exitCodeOfRun(record)).toBe(exitCodes.failed);
  });

  it('does not look at a box whose task was not done, or was undone', async () => {
    const bindings = `tasks:
  - task: Write the note
    run: out.write name=note.txt
  - task: Refuse
    run: out.refuse
done:
  - box: It is written
    check: out.has name=note.txt
    after: Write the note
  - box: It is there
    check: out.has name=note.txt
rollback:
  quote: Remove
  run: out.remove
`;
    const place = given(['Write the note', 'Refuse'], bindings, ['It is written.', 'It is there.']);
    place.write('out/note.txt', 'from before');
    const left = await start(place, { selection: { only: [] } });
    expect(left.record.boxes.map(({ verdict }) => verdict)).toEqual(['blocked', 'verified']);
    const { record } = await start(place);
    expect(record.boxes.map(({ verdict }) => verdict)).toEqual(['blocked', 'failed']);
    expect(record.boxes[0]?.reason).toBe('the rollback has undone task 1');
  });

  it('says of a rollback that changed nothing that it undid nothing, and why its boxes wait', async () => {
    const bindings = `tasks:
  - task: Refuse
    run: out.refuse
  - task: Write the note
    run: out.write name=note.txt
    after: Refuse
  - task: Look
    run: out.shell script="true"
done:
  - box: It is written
    check: out.has name=note.txt
    after: Write the note
  - box: It was looked at
    check: out.shell script="true"
    after: Look
rollback:
  quote: Remove
  run: out.remove
`;
    const place = given(['Refuse', 'Write the note', 'Look'], bindings, ['It is written.', 'It was looked at.']);
    const { record } = await start(place);
    expect(verdicts(record)).toEqual({ '1': 'failed', '2': 'blocked', '3': 'verified' });
    expect(record.rollback).toMatchObject({ verdict: 'verified', undoes: [] });
    expect(record.boxes.map(({ verdict }) => verdict)).toEqual(['blocked', 'verified']);
    expect(record.boxes[0]?.reason).toBe('task 2 comes first and is blocked');
  });

  it('says that Prestage itself failed when an action has a bug, and seals the run all the same', async () => {
    const place = given(['Crash'], 'tasks:\n  - task: Crash\n    run: out.crash\n');
    const { record, folder } = await start(place);
    expect(record.tasks[0]?.reason).toContain('Prestage itself failed: TypeError: undefined is not a launch');
    expect(exitCodeOfRun(record)).toBe(exitCodes.internal);
    expect((await verifyRun(folder, await loadTrust(place.root))).ok).toBe(true);
  });

  it('leaves out what is not selected, and says so', async () => {
    const place = given(['One', 'Two', 'Three'], 'tasks:\n  - task: Two\n    run: out.write name=two\n');
    const { record } = await start(place, { selection: { only: ['2'] } });
    expect(verdicts(record)).toEqual({ '1': 'skipped', '2': 'verified', '3': 'skipped' });
    expect(record.tasks[0]?.reason).toBe('left out by --only 2');
  });

  it('takes known secrets out of everything that it keeps', async () => {
    const canary = 'canary-9f8e7d6c5b4a';
    const place = given(
      ['Print it', 'Tell it'],
      'tasks:\n  - task: Print it\n    run: out.shell script="echo $CANARY; echo $CANARY >&2; exit 3"\n' +
        '  - task: Tell it\n    run: out.tell\n',
    );
    place.write('out/secret', canary);
    const { record, folder, events } = await start(place, {
      secrets: [new Secret('CANARY', canary)],
      childEnv: { PATH: process.env['PATH'] ?? '', CANARY: canary },
    });
    expect(record.tasks[0]?.verdict).toBe('failed');
    const log = record.tasks[0]?.actions[0]?.evidence.find(({ path }) => path.endsWith('commands.log'));
    expect(readFileSync(join(folder, log?.path ?? ''), 'utf8')).toContain('[redacted:CANARY]');
    expect(JSON.stringify(events)).not.toContain(canary);
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(kept.filter((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1').includes(canary))).toEqual(
      [],
    );
  });
});

describe('a run that cannot start', () => {
  const refusals: [string, string[], string, string][] = [
    [
      'a quotation that fits no task',
      ['One'],
      'tasks:\n  - task: Nothing like it\n    run: out.refuse\n',
      'bindings.fits-none',
    ],
    [
      'a quotation that fits two',
      ['Write a', 'Write b'],
      'tasks:\n  - task: Write\n    run: out.refuse\n',
      'bindings.fits-several',
    ],
    ['an unknown action', ['One'], 'tasks:\n  - task: One\n    run: out.wrote name=x\n', 'bindings.unknown-action'],
    ['an invalid input', ['One'], 'tasks:\n  - task: One\n    run: out.write nome=x\n', 'bindings.invalid-input'],
    ['a program that is not there', ['One'], 'tasks:\n  - task: One\n    run: out.needs\n', 'run.missing-tool'],
  ];
  it.each(refusals)('%s: says so and changes nothing', async (_, tasks, bindings, code) => {
    const place = given(tasks, bindings);
    const failure = await start(place).then(
      () => undefined,
      (error: { data: { code: string; problems?: { code: string }[]; fix: string } }) => error.data,
    );
    expect([failure?.code, ...(failure?.problems ?? []).map((problem) => problem.code)]).toContain(code);
    expect(failure?.fix).toBeTruthy();
    expect(place.git('status', '--porcelain').trim()).toBe('?? prestage.keys');
  });
});
