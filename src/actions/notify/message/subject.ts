import { digestOf } from '../../../services/files/digest.ts';
import { groupsOf, headline, leadOf, type Digest, type Group } from './digest.ts';

/** What a mail program sorts a mail by. */
export interface Threading {
  readonly subject: string;
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references: readonly string[];
}

/**
 * The mail that tells of an opening has the incident's own id; all later ones answer it. Whether they follow is made of what
 * they say alone, so that a mail that is sent again after a lost reply has the same id, and one that says more has another.
 */
export function threadingOf(digest: Digest, domain: string): Threading {
  const groups = groupsOf(digest);
  const lead = leadOf(groups);
  const stem = `${digest.environment}: ${lead?.incident.check ?? 'a test of the notification'}`;
  const subject = digest.isTest ? `[TEST] ${stem}` : `[${headline(groups)}] ${stem}`;
  if (lead === undefined || digest.isTest) return { subject, messageId: idOf(digest, domain), references: [] };
  const root = rootOf(lead, domain);
  const isRoot = digest.actions.every(({ at }) => at === lead.incident.openedAt);
  const others = groups.filter((group) => group !== lead).map((group) => rootOf(group, domain));
  if (isRoot) return { subject, messageId: root, references: others };
  return { subject, messageId: idOf(digest, domain), inReplyTo: root, references: [...others, root] };
}

function rootOf({ incident }: Group, domain: string): string {
  return `<${incident.uuid}@${domain}>`;
}

function idOf({ actions, at, isTest }: Digest, domain: string): string {
  const said = actions.map(({ id }) => id).toSorted();
  return `<${digestOf(JSON.stringify(isTest || said.length === 0 ? [at] : said)).slice(0, 32)}@${domain}>`;
}
