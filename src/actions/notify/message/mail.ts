import type { Mail, MailAddress } from '../../../services/smtp/message.ts';
import { digestHtml } from './html.ts';
import { groupsOf, type Digest } from './digest.ts';
import { threadingOf } from './subject.ts';
import { digestText } from './text.ts';

/** Who a channel writes to, and as whom. */
export interface Correspondents {
  readonly from: string;
  readonly to: readonly string[];
}

/** A digest as a mail: one thread an incident, its own list, never answered by a machine. */
export function mailOf(digest: Digest, { from, to }: Correspondents): Mail {
  const sender = readAddress(from);
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  const keys = groupsOf(digest).map(({ incident }) => incident.key);
  return {
    from: sender,
    to: to.map(readAddress),
    ...threadingOf(digest, domain),
    date: new Date(digest.at),
    list: { name: `Health of ${digest.environment}`, id: `${asLabel(digest.environment)}.health.${domain}` },
    marks: keys.length === 0 ? {} : { 'X-Incident-Key': keys.join(', ') },
    text: digestText(digest),
    html: digestHtml(digest),
  };
}

/** `Name <user@host>` or `user@host`, as the settings have let through. */
export function readAddress(text: string): MailAddress {
  const { name, address } = /^(?<name>[^<]+) <(?<address>[^>]+)>$/u.exec(text)?.groups ?? {};
  return address === undefined ? { address: text } : { name, address };
}

/** A name as one label of a domain. */
function asLabel(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, '-')
      .replace(/^-+|-+$/gu, '') || 'all'
  );
}
