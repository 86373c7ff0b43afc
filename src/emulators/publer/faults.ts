import type { NamedFault } from '../kit/fault/fault.ts';
import { webFaults } from '../kit/http/web-faults.ts';
import type { Condition } from './scene.ts';

/** The unhappy days of a Publer. Where its pages and what others measured differ, both are here. */
export const publerFaults: readonly NamedFault[] = [
  during('key-revoked', 'The key is not known any more: 403, in the same words as a lapsed plan'),
  during('key-revoked-as-documented', 'The key is not known any more: 401, as its pages say'),
  during('key-revoked-other-envelope', 'The key is not known any more: 401, and `error` where `errors` was'),
  during('plan-lapsed', 'The plan has lapsed: 403, in the same words as a revoked key'),
  during('plan-lapsed-as-documented', 'The plan has lapsed: 403, and it says so'),
  during('scope-missing', 'The key has no scope `accounts`: 403'),
  during('posts-scope-missing', 'The key has no scope `posts`: 403 for posts alone'),
  during('workspace-refused', 'The workspace is listed, and not opened: 401'),
  during('workspace-refused-as-documented', 'The workspace is listed, and not opened: 403, as its pages say'),
  during('workspace-silent', 'The workspace is not listed, and opened: it is empty, with 200'),
  during('workspace-gone', 'The workspace is neither listed nor opened: the user has lost it'),
  during('accounts-empty', 'No social account is listed'),
  during('account-missing', 'The last social account is not listed'),
  during('posts-failed', 'A post has failed, and its account is listed as ever'),
  during('posts-reauth', 'A post waits for its account to be logged in again'),
  during('posts-locked', 'A post is locked by the plan'),
  during('job-failed', 'Jobs are complete with 200, and what they were for has failed'),
  during('job-stuck', 'Jobs never come to an end'),
  during('wrapped', 'Everything comes in an envelope: `success` and `data`'),
  during('paths-gone', 'Every path is gone: 410'),
  during('rate-limited', 'The user’s other keys have taken all calls: 429, and no `retry-after`'),
  during('rate-nearly-spent', 'Two calls are left, as the headers say'),
  {
    name: 'throttled-by-cdn',
    summary: 'What stands before it has had enough: 429, a page, with `retry-after`',
    fault: {
      when: {},
      trouble: {
        kind: 'status',
        status: 429,
        headers: { 'content-type': 'text/html', 'retry-after': '30' },
        body: '<h1>Too many requests</h1>\n',
      },
    },
  },
  {
    name: 'server-error',
    summary: 'It falls over: 500, in the envelope of its errors',
    fault: {
      when: {},
      trouble: {
        kind: 'status',
        status: 500,
        headers: { 'content-type': 'application/json' },
        body: '{"errors":["Something went wrong"]}',
      },
    },
  },
  ...webFaults(),
];

function during(condition: Condition, summary: string): NamedFault {
  return { name: condition, summary, fault: { when: {}, trouble: { kind: 'condition', condition } } };
}
