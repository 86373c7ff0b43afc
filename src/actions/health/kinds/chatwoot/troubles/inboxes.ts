import type { Inbox } from '../../../../../services/chatwoot/schema.ts';
import type { Trouble } from '../../chain/judgement.ts';
import { quoted } from '../../chain/lists.ts';
import { pages, type Subject } from '../subject.ts';

export function loginsExpired(subject: Subject, expired: readonly [Inbox, ...Inbox[]]): Trouble {
  const [first] = expired;
  const names = expired.map(({ name }) => name);
  return {
    state: 'fail',
    code: 'reauthorisation_needed',
    summary: `Nothing comes in or goes out any more: the login of ${quoted(names, subject.show)} has run out`,
    next: `Sign in again at ${pages.inbox(subject, first.id)} (Reauthorize)${expired.length === 1 ? '' : ', and at the others'}.`,
  };
}

/** Absent is not the same as no: a mailbox tells its state to administrators alone. */
export function loginsUnseen({ secret, environment, setting, show }: Subject, names: readonly string[]): Trouble {
  return {
    state: 'unknown',
    code: 'field_absent',
    summary: `Chatwoot does not tell this token whether the login of ${quoted(names, show)} still works`,
    next: `Put an administrator’s token into the vault as ${secret} of ${environment}, or name what is known to stay unseen in ${setting}.unseen.`,
  };
}

/** Chatwoot logs a refused password of IMAP and goes on as if no mail had come. */
export function passwordsUnseen({ setting, show }: Subject, names: readonly string[]): Trouble {
  return {
    state: 'unknown',
    code: 'field_absent',
    summary: `Chatwoot tells nobody whether the password of the mailbox ${quoted(names, show)} is still taken`,
    next: `Send it a mail and look for the conversation; then name it in ${setting}.unseen, or let it sign in by Google or Microsoft.`,
  };
}

export function inboxesMissing(subject: Subject, names: readonly string[]): Trouble {
  return {
    state: 'fail',
    code: 'list_changed',
    summary: `The token’s user no longer sees ${quoted(names, subject.show)}: they were removed, renamed, or taken from that user`,
    next: `Look at ${pages.inboxes(subject)} (Collaborators of each), or take the name out of ${subject.setting}.inboxes.`,
  };
}

export function inboxesExtra({ setting, show }: Subject, names: readonly string[]): Trouble {
  return {
    state: 'degraded',
    code: 'list_changed',
    summary: `There is more than is expected: ${quoted(names, show)}`,
    next: `Add the name to ${setting}.inboxes in prestage.config.ts, so that it is missed when it goes.`,
  };
}

export function noInboxes(subject: Subject): Trouble {
  return {
    state: 'unknown',
    code: 'list_changed',
    summary: `The token’s user sees no inbox at all, and the config does not say which there should be`,
    next: `Make the user a collaborator of the inboxes at ${pages.inboxes(subject)}, and list them in ${subject.setting}.inboxes.`,
  };
}
