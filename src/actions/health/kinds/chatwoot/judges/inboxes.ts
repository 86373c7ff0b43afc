import { readInboxes, type Inbox } from '../../../../../services/chatwoot/schema.ts';
import { troubled, type Answer, type Judgement, type Trouble } from '../../chain/judgement.ts';
import { compareLists } from '../../chain/lists.ts';
import { shapeless, unexpected, type Asked } from '../../chain/unexpected.ts';
import type { Subject } from '../subject.ts';
import {
  inboxesExtra,
  inboxesMissing,
  loginsExpired,
  loginsUnseen,
  noInboxes,
  passwordsUnseen,
} from '../troubles/inboxes.ts';
import { refused } from './access.ts';

/** What the config says of an account's inboxes. */
export interface ExpectedInboxes {
  /** All of them, by name; not compared when undefined. */
  readonly names: readonly string[] | undefined;
  /** Those whose login is known to stay unseen, or all of them. */
  readonly unseen: readonly string[] | 'all';
}

/** Of an account's inboxes: all are there, and each that signs in somewhere is still let in. */
export function judgeInboxes(subject: Subject, asked: Asked, answer: Answer, expected: ExpectedInboxes): Judgement {
  const trouble = refused(subject, asked, answer, []) ?? unexpected(asked, answer);
  if (trouble !== undefined) return troubled(trouble);
  const inboxes = readInboxes(answer.body);
  if (inboxes === undefined) return troubled(shapeless(asked, 'the inboxes of the account'));
  const list = compared(subject, expected.names, inboxes);
  const logins = loginsOf(subject, expected.unseen, inboxes);
  return {
    fields: { inboxes: inboxes.map(({ name }) => subject.show(name)).toSorted() },
    conditions: [...list.conditions, ...logins.conditions],
    troubles: [...logins.expired, ...list.troubles, ...logins.unseen],
  };
}

function compared(
  subject: Subject,
  names: readonly string[] | undefined,
  inboxes: readonly Inbox[],
): Pick<Judgement, 'conditions' | 'troubles'> {
  if (names === undefined) return { conditions: [], troubles: inboxes.length === 0 ? [noInboxes(subject)] : [] };
  const { missing, extra } = compareLists(
    names,
    inboxes.map(({ name }) => name),
  );
  return {
    conditions: [{ condition: 'inboxes are those expected', holds: missing.length + extra.length === 0 }],
    troubles: [
      ...(missing.length === 0 ? [] : [inboxesMissing(subject, missing)]),
      ...(extra.length === 0 ? [] : [inboxesExtra(subject, extra)]),
    ],
  };
}

function loginsOf(
  subject: Subject,
  unseen: ExpectedInboxes['unseen'],
  inboxes: readonly Inbox[],
): { conditions: Judgement['conditions']; expired: readonly Trouble[]; unseen: readonly Trouble[] } {
  const signing = inboxes.filter(signsIn);
  const [first, ...more] = signing.filter(({ loginExpired }) => loginExpired === true);
  const surprising = signing.filter(
    ({ name, loginExpired }) => loginExpired === undefined && unseen !== 'all' && !unseen.includes(name),
  );
  return {
    conditions: signing.map(({ name, loginExpired }) => ({
      condition: `login of “${subject.show(name)}” works`,
      holds: loginExpired === undefined ? 'unknown' : !loginExpired,
    })),
    expired: first === undefined ? [] : [loginsExpired(subject, [first, ...more])],
    unseen: unseenTroubles(subject, surprising),
  };
}

/** A mailbox that is fetched without a provider is fetched by a password: this token is told all that anybody is. */
function byPassword({ fetched, provider }: Inbox): boolean {
  return fetched === true && provider === undefined;
}

function unseenTroubles(subject: Subject, unseen: readonly Inbox[]): readonly Trouble[] {
  const passwords = unseen.filter(byPassword).map(({ name }) => name);
  const others = unseen.filter((inbox) => !byPassword(inbox)).map(({ name }) => name);
  return [
    ...(others.length === 0 ? [] : [loginsUnseen(subject, others)]),
    ...(passwords.length === 0 ? [] : [passwordsUnseen(subject, passwords)]),
  ];
}

/**
 * Channels that sign in somewhere and can be thrown out. A mailbox says so by its provider; one that is fetched by a
 * password says so to administrators (`imap_enabled`), and whether the password still fits it says to nobody: Chatwoot
 * logs a refused login of IMAP and goes on.
 */
function signsIn({ channel, provider, fetched, loginExpired }: Inbox): boolean {
  if (loginExpired !== undefined) return true;
  if (channel === 'Channel::Email') return fetched ?? true;
  return signing.has(channel) || (provider !== undefined && oauthProviders.has(provider));
}

const signing = new Set(['Channel::FacebookPage', 'Channel::Instagram', 'Channel::Tiktok']);
const oauthProviders = new Set(['google', 'microsoft', 'whatsapp_cloud']);
