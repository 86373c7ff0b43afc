import type { JsonObject } from '../../core/json.ts';
import type { Secret } from '../../core/secret.ts';
import type { ChannelType } from './given.ts';

export interface Account {
  readonly id: number;
  readonly name: string;
  readonly status: 'active' | 'suspended';
}

/** Whom the token belongs to. */
export interface Owner {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly role: 'administrator' | 'agent' | 'bot';
}

export interface Inbox {
  readonly id: number;
  readonly name: string;
  readonly channel: ChannelType;
  readonly provider?: string;
  readonly reauthorizationRequired: boolean;
}

export interface Contact {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

export interface Message {
  readonly id: number;
  readonly content: string;
  readonly direction: 'incoming' | 'outgoing';
  readonly status: 'sent' | 'delivered' | 'read' | 'failed';
  /** What the provider said of one that failed. */
  readonly externalError?: string;
  readonly createdAt: Date;
}

/** The one thing that changes: by calls, and by the worker. */
export interface Conversation {
  readonly id: number;
  readonly uuid: string;
  readonly inboxId: number;
  readonly contact: Contact;
  readonly messages: readonly Message[];
  readonly createdAt: Date;
  status: 'open' | 'resolved' | 'pending' | 'snoozed';
  snoozedUntil: Date | null;
  assigned: boolean;
  /** `custom_attributes`, whoever set them. */
  attributes: JsonObject;
  lastActivityAt: Date;
}

/** Made up at start, and in replies as the real ones would be: whoever keeps one of them has kept too much. */
export const canaryNames = [
  'pubsub-token',
  'hmac-identifier',
  'hmac-token',
  'imap-password',
  'smtp-password',
  'twilio-auth-token',
  'whatsapp-api-key',
  'website-token',
] as const;
export type Canaries = Readonly<Record<(typeof canaryNames)[number], Secret>>;

export interface ChatwootState {
  readonly version: string;
  readonly account: Account;
  readonly owner: Owner;
  readonly inboxes: readonly Inbox[];
  readonly conversations: readonly Conversation[];
  readonly canaries: Canaries;
}
