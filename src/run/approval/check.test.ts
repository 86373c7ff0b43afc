import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../core/trust.ts';
import { signStatement } from '../../evidence/bundle.ts';
import { generateKey } from '../../evidence/keys.ts';
import { approvalStatement, type RunFacts } from '../../evidence/statement.ts';
import { checkApproval } from './check.ts';
import type { ApprovalRequest } from './request.ts';

const digest = 'a'.repeat(64);
const facts: RunFacts = {
  run: 'R',
  mode: 'live',
  directionDigest: digest,
  bindingsDigest: digest,
  prestage: '0.0.0',
  inputs: [{ path: 'direction.md', sha256: digest }],
};
const asked: ApprovalRequest = {
  run: 'R',
  task: '10',
  action: 'deploy.promote',
  environment: 'production',
  plan: 'b'.repeat(64),
  nonce: '0123456789abcdef',
};
const clock = { now: () => new Date('2026-01-02T12:00:00Z') };
const person = generateKey('lead', ['approve']);
const trust = { keys: [person.trusted] };

function bundle(
  change: Partial<ApprovalRequest> = {},
  times: { approvedOn?: string; expiresOn?: string } = {},
  signer = person.signer,
): string {
  const { run, ...rest } = { ...asked, ...change };
  const approval = {
    ...rest,
    by: 'Lead',
    approvedOn: '2026-01-02T11:59:00Z',
    expiresOn: '2026-01-02T12:30:00Z',
    ...times,
  };
  return signStatement(approvalStatement({ ...facts, run }, approval), signer);
}

function codeOf(text: string, keys = trust): string {
  try {
    checkApproval(text, asked, keys, clock);
    return 'accepted';
  } catch (error) {
    return (error as { data: { code: string } }).data.code;
  }
}

describe('checkApproval', () => {
  it('accepts what was asked, while it lasts', () => {
    expect(checkApproval(bundle(), asked, trust, clock)).toMatchObject({ by: 'Lead', nonce: asked.nonce });
  });

  it('refuses an approval that differs in anything', () => {
    const fields = ['run', 'task', 'action', 'environment', 'nonce'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.stringMatching(/^[0-9a-f]{16,20}$/), (field, other) => {
        fc.pre(other !== asked[field]);
        expect(codeOf(bundle({ [field]: other }))).toBe('approval.other');
      }),
    );
    expect(codeOf(bundle({ plan: 'c'.repeat(64) }))).toBe('approval.plan-changed');
  });

  it('refuses one that has expired, and one from the future', () => {
    expect(codeOf(bundle({}, { expiresOn: '2026-01-02T12:00:00Z' }))).toBe('approval.expired');
    expect(codeOf(bundle({}, { approvedOn: '2026-01-02T13:00:00Z' }))).toBe('approval.future');
  });

  it.each<Role>(['run', 'attest', 'rehearse'])('refuses a key that may only %s', (role) => {
    const other = generateKey('other', [role]);
    expect(codeOf(bundle({}, {}, other.signer), { keys: [person.trusted, other.trusted] })).toMatch(/^evidence\./);
  });

  it('refuses a stranger, and a changed byte', () => {
    expect(codeOf(bundle({}, {}, generateKey('stranger', ['approve']).signer))).toMatch(/^evidence\./);
    expect(codeOf(bundle().replace('"keyid"', '"keyId"').replace('payload"', 'payload "'))).toMatch(/^evidence\./);
  });
});
