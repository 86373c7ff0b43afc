import { randomBytes } from 'node:crypto';
import { writeAtomic } from '../../../services/files/write-atomic.ts';
import { healthFolder } from '../../health/records/read.ts';

/** What the made-up check is called: no message about it can be taken for one about a service. */
export const drillCheck = 'rehearsed-failure';

export interface Drilled {
  readonly environment: string;
  readonly state: 'fail' | 'pass';
  /** How many results in a row; as many as the policy asks for. */
  readonly count: number;
  /** When the last of them began. */
  readonly until: Date;
}

/** Records of checks that never were, a second apart, in a folder that is thrown away. */
export async function writeRecords(root: string, { environment, state, count, until }: Drilled): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const startedAt = new Date(until.getTime() - (count - 1 - index) * 1000).toISOString();
    const result = {
      check: drillCheck,
      kind: 'rehearsal',
      environment,
      startedAt,
      durationMs: 0,
      state,
      ...said[state],
    };
    const record = {
      format: 'prestage.health/1',
      environment,
      mode: 'rehearsal',
      startedAt,
      durationMs: 0,
      control: 'not-configured',
      state,
      results: [result],
    };
    const path = `${healthFolder}/${environment}/${startedAt.replaceAll(/[-:.]/gu, '')}.json`;
    await writeAtomic(root, path, `${JSON.stringify(record, undefined, 2)}\n`);
  }
}

/** The number tells the mails of one drill from those of another. */
const said = {
  fail: {
    code: 'rehearsed',
    summary: `This is a rehearsal of a failure (${randomBytes(4).toString('hex')}): nothing has happened.`,
    next: 'Do nothing. The notice that it is over follows at once.',
  },
  pass: { summary: 'The rehearsal of a failure is over.' },
} as const;
