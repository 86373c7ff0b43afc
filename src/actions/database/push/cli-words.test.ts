import { describe, expect, it } from 'vitest';
import { readCliWords } from './cli-words.ts';

const failed = `ERROR: could not create unique index "b_idx" (SQLSTATE 23505)
Key (id)=(1) is duplicated.
At statement: 3
-- fails
create unique index b_idx on b (id)`;

describe('what the CLI says of a failure', () => {
  const words = 'could not create unique index "b_idx" (SQLSTATE 23505) Key (id)=(1) is duplicated.';
  it('of version 3 is the message of its JSON', () => {
    expect(readCliWords({ code: 'DbPushApplyError', message: failed })).toEqual({ statement: 3, words });
  });
  it('of version 2 is the end of all that it printed', () => {
    const message = `Connecting to remote database...\nApplying migration a.sql...\n${failed}\nTry rerunning the command with --debug`;
    expect(readCliWords({ code: 'unknown', message })).toEqual({ statement: 3, words });
  });
  it('has no statement where nothing was run', () => {
    expect(readCliWords({ code: 'timeout', message: 'it was ended' })).toEqual({ words: 'it was ended' });
  });
});
