import { refusalOf, type Refusal } from '../../../../../services/chatwoot/refusal.ts';
import { readCount, readProfile, type Membership } from '../../../../../services/chatwoot/schema.ts';
import { troubled, type Answer, type Judgement, type Trouble } from '../../chain/judgement.ts';
import { shapeless, unexpected, type Asked } from '../../chain/unexpected.ts';
import type { Subject } from '../subject.ts';
import {
  accountBreaks,
  accountSuspended,
  botToken,
  headerDropped,
  membershipUnsaid,
  notAMember,
  notPermitted,
  refusedUnclearly,
  tokenRejected,
  wrongAccount,
} from '../troubles/access.ts';

/** A refusal that the other spelling of the header may cure: Chatwoot saw no token, or something before it said no. */
export function maySeeOtherSpelling({ status, body }: Answer): boolean {
  if (status !== 401) return false;
  const refusal = refusalOf(body);
  return refusal === 'token-not-seen' || refusal === 'unclear';
}

/** The profile, with what of it may be known. */
export interface JudgedProfile extends Judgement {
  readonly memberships: readonly Membership[];
}

/** Of `/api/v1/profile`: the token is somebody's. Which accounts are his is kept, and nothing else of it. */
export function judgeProfile(subject: Subject, asked: Asked, answer: Answer): JudgedProfile {
  const trouble = refused(subject, asked, answer, []) ?? unexpected(asked, answer);
  if (trouble !== undefined) return { ...troubled(trouble), memberships: [] };
  const memberships = readProfile(answer.body);
  if (memberships === undefined)
    return { ...troubled(shapeless(asked, 'the accounts of the token’s user')), memberships: [] };
  const own = memberships.find(({ account }) => account === subject.account);
  return {
    fields: {
      accounts: memberships.map(({ account }) => account),
      role: own?.role === undefined ? null : subject.show(own.role),
    },
    conditions: [{ condition: `accounts has ${subject.account}`, holds: own !== undefined }],
    // Whether the account is there at all, the account's own reply says better: its trouble comes first.
    troubles: own?.status === 'suspended' ? [accountSuspended(subject)] : [],
    memberships,
  };
}

/** Of the account's counts: it is there, it is this user's, and its tables can be read. */
export function judgeAccount(
  subject: Subject,
  asked: Asked,
  answer: Answer,
  memberships: readonly Membership[],
): Judgement {
  const others = memberships.map(({ account }) => account).filter((account) => account !== subject.account);
  if (answer.status === 404) return troubled(wrongAccount(subject, others));
  if (answer.status === 500) return troubled(accountBreaks(subject));
  const trouble = refused(subject, asked, answer, others) ?? unexpected(asked, answer);
  if (trouble !== undefined) return troubled(trouble);
  const open = readCount(answer.body);
  if (open === undefined) return troubled(shapeless(asked, 'the counts of the account’s conversations'));
  return {
    fields: { all_count: open },
    conditions: [{ condition: 'all_count >= 0', holds: true }],
    // Two replies that contradict each other are no data: neither is believed.
    troubles: others.length === memberships.length ? [membershipUnsaid(subject)] : [],
  };
}

/** One status, five causes; undefined when it is no refusal. */
export function refused(
  subject: Subject,
  { call }: Asked,
  { status, body }: Answer,
  others: readonly number[],
): Trouble | undefined {
  if (status !== 401 && status !== 403) return undefined;
  const troubles: Readonly<Record<Refusal, () => Trouble>> = {
    'token-unknown': () => tokenRejected(subject),
    'token-not-seen': () => headerDropped(subject),
    'token-of-a-bot': () => botToken(subject),
    'not-a-member': () => notAMember(subject, others),
    'account-suspended': () => accountSuspended(subject),
    'not-permitted': () => notPermitted(subject, call),
    unclear: () => refusedUnclearly(subject, call, status),
  };
  return troubles[refusalOf(body)]();
}
