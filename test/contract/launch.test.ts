import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { EndState } from './launch/end-state.ts';
import { survived } from './launch/survived.ts';
import { makeTemplate, type Template } from './launch/template.ts';
import { wanted, wantedVerdict } from './launch/wanted.ts';

// Eighteen tasks, with programs, databases and a restored backup among them, and some ten processes for it.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

/** Another seed takes other steps; `npm run test:deep` takes all that have to do with an effect. */
const seed = 20_261_130;
const oneIn = 40;
const at = ['record', 'half', 'rename', 'renamed', 'apply', 'applied', 'ask', 'answered', 'call', 'heard'];

describe(`the launch of the example, killed at steps of the seed ${seed} and resumed each time`, () => {
  let template: Template;
  let deaths: readonly string[];
  let state: EndState;
  let again: Readonly<Record<string, number>>;
  beforeAll(async () => {
    template = await makeTemplate();
    ({ deaths, state, again } = await survived(template, { seed, oneIn, at }));
  });
  afterAll(() => template.remove());

  test('it was killed, more than once', () => {
    expect(deaths.length).toBeGreaterThan(4);
  });

  test('every task comes to the verdict that it has in an uninterrupted run, in one run', () => {
    const verdicts = state.tasks?.map(({ number, verdict, reason }) => ({ number, verdict, reason }));
    expect(verdicts).toEqual(
      verdicts?.map(({ number, reason }) => ({ number, verdict: wantedVerdict(number), reason })),
    );
    expect([verdicts?.length, state.runs]).toEqual([18, 1]);
  });

  test('each migration and each seed ran once, and the rows are those of one run', () => {
    expect(state.effects.databases).toEqual(wanted.databases);
  });

  test('each secret was written to its target once, but for one whose writing was cut', () => {
    const { asked, secrets, ledger } = state.effects;
    expect([asked.length, Object.keys(secrets).length]).toEqual([wanted.changesAsked, wanted.secrets]);
    expect(Object.entries(secrets).filter(([, whose]) => whose !== 'the vault’s')).toEqual([]);
    expect(new Set(ledger).size).toBe(wanted.secrets);
    // Nothing is written to a service while a record or a file of evidence is.
    const cuts = deaths.filter((death) => !/^(?:record|half|renamed?) /.test(death)).length;
    for (const [what, count] of Object.entries(again)) {
      expect(what).toContain('/secrets');
      expect([what, Math.min(count, 1 + cuts)]).toEqual([what, count]);
    }
  });

  test('one backup was kept, and no mail was sent', () => {
    expect([state.effects.backups, state.effects.mails]).toEqual([wanted.backups, []]);
  });

  test('what was to be written down stands in the feedback once', () => {
    const text = state.files['feedback/devops/2025-10-17.md'] ?? '';
    const headings = text.split('\n').filter((line) => line.startsWith('## '));
    expect(headings.toSorted()).toEqual([
      '## Run `RUN` (live)',
      '## Seeds on staging, run `RUN`, TIME',
      '## pgTAP tests, run `RUN`, TIME',
      '## supabase db push to staging, run `RUN`, TIME',
    ]);
  });

  test('the evidence verifies', () => {
    expect(state.evidence).toEqual([]);
  });
});
