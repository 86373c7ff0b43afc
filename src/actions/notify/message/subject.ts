import { digestOf } from '../../../services/files/digest.ts';
import { groupsOf, headline, type Digest, type Group } from './digest.ts';

/** What a mail program sorts a mail by. */
export interface Threading {
  readonly subject: string;
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
}

/**
 * A mail that opens an incident is where its thread begins: under the incident's own id when it says nothing but what happened
 * at that moment. All other ids are made of what the mail says, so that one that is sent again after a lost reply has the same
 * id, and one that says more has another. What it answers was sent: the channel remembers it.
 */
export function threadingOf(digest: Digest, domain: string): Threading {
  const groups = groupsOf(digest);
  const [lead] = groups;
  if (lead === undefined || digest.isTest) {
    const check = lead?.incident.check ?? 'a test of the notification';
    const subject = `[TEST] ${digest.environment}: ${check}`;
    return { subject, messageId: idOf(digest, domain), references: [] };
  }
  const subject = headline(groups, digest.environment);
  const messageId = openingOf(digest, groups, domain) ?? idOf(digest, domain);
  const sent = groups.flatMap(({ incident }) => digest.threads[incident.uuid] ?? []);
  const [inReplyTo, ...others] = [...new Set(sent)].filter((id) => id !== messageId);
  if (inReplyTo === undefined) return { subject, messageId, references: [] };
  return { subject, messageId, inReplyTo, references: [...others, inReplyTo] };
}

/** Of several that were opened at once the worst gives its id. */
function openingOf({ actions }: Digest, groups: readonly Group[], domain: string): string | undefined {
  const opened = groups.find((group) => group.actions[0]?.kind === 'open');
  const isAll = opened !== undefined && actions.every(({ at }) => at === opened.incident.openedAt);
  return isAll ? rootOf(opened, domain) : undefined;
}

function rootOf({ incident }: Group, domain: string): string {
  return `<${incident.uuid}@${domain}>`;
}

function idOf({ actions, at, isTest }: Digest, domain: string): string {
  const said = actions.map(({ id }) => id).toSorted();
  return `<${digestOf(JSON.stringify(isTest || said.length === 0 ? [at] : said)).slice(0, 32)}@${domain}>`;
}
