import { randomBytes, randomUUID } from 'node:crypto';
import { Secret } from '../../core/secret.ts';
import type { ChannelType, Given } from './given.ts';
import {
  canaryNames,
  type Canaries,
  type ChatwootState,
  type Conversation,
  type Inbox,
  type Message,
} from './state.ts';

/** What there is when it starts. Every name, address and number is made up, and good for nothing else. */
export function firstState(given: Given, now: Date): ChatwootState {
  const inboxes = given.inboxes.map((each, index): Inbox => {
    const channel = each.channel ?? channelNamed(each.name);
    const provider = each.provider ?? (channel === 'Channel::Email' ? 'google' : undefined);
    return {
      id: each.id ?? index + 1,
      name: each.name,
      channel,
      ...(provider === undefined ? {} : { provider }),
      reauthorizationRequired: false,
    };
  });
  return {
    version: given.version,
    account: { id: given.account, name: given.accountName, status: 'active' },
    owner: { id: 7, name: 'Prestage', email: 'prestage@example.test', role: given.role },
    inboxes,
    conversations: conversations(inboxes, given.canary ?? 3, now),
    canaries: makeCanaries(),
  };
}

/** An inbox that is told by name alone is what its name says. */
function channelNamed(name: string): ChannelType {
  const known: readonly (readonly [RegExp, ChannelType])[] = [
    [/mail/i, 'Channel::Email'],
    [/facebook|messenger/i, 'Channel::FacebookPage'],
    [/instagram/i, 'Channel::Instagram'],
    [/whatsapp/i, 'Channel::Whatsapp'],
    [/sms|twilio/i, 'Channel::TwilioSms'],
    [/\bapi\b/i, 'Channel::Api'],
  ];
  return known.find(([words]) => words.test(name))?.[1] ?? 'Channel::WebWidget';
}

/** One that is open, one that is assigned and open, and the canary. */
function conversations(inboxes: readonly Inbox[], canary: number, now: Date): readonly Conversation[] {
  const [first] = inboxes;
  if (first === undefined) return [];
  const ids = [1, 2].filter((id) => id !== canary);
  return [...ids, canary].map((id) => ({
    id,
    uuid: randomUUID(),
    inboxId: first.id,
    contact: contact(id),
    messages: messages(id, now),
    createdAt: minutesBefore(now, 60),
    status: 'open' as const,
    snoozedUntil: null,
    assigned: id === 2,
    attributes: {},
    lastActivityAt: minutesBefore(now, 5),
  }));
}

function contact(id: number) {
  const tag = randomBytes(4).toString('hex');
  return {
    id,
    name: `Visitor ${tag}`,
    email: `visitor-${tag}@example.test`,
    phone: `+1555${String(id).padStart(7, '0')}`,
  };
}

function messages(conversation: number, now: Date): readonly Message[] {
  const base = { content: `Grüezi ${randomBytes(4).toString('hex')}` };
  return [
    { ...base, id: conversation * 10, direction: 'incoming', status: 'sent', createdAt: minutesBefore(now, 10) },
    { ...base, id: conversation * 10 + 1, direction: 'outgoing', status: 'read', createdAt: minutesBefore(now, 7) },
    {
      ...base,
      id: conversation * 10 + 2,
      direction: 'outgoing',
      status: 'delivered',
      createdAt: minutesBefore(now, 5),
    },
  ];
}

function minutesBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * 60_000);
}

function makeCanaries(): Canaries {
  const made = canaryNames.map((name) => [name, new Secret(name, randomBytes(12).toString('hex'))] as const);
  return Object.fromEntries(made) as Canaries;
}
