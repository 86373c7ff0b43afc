import type { Json, JsonObject } from '../../../core/json.ts';
import type { Scene } from '../scene.ts';
import type { Contact, Conversation } from '../state.ts';
import { messageEventView, messagesOf } from './message.ts';

/** Four counts, of the conversations that were asked for. */
export function countsView(conversations: readonly Conversation[]): JsonObject {
  const assigned = conversations.filter((each) => each.assigned).length;
  return {
    mine_count: assigned,
    assigned_count: assigned,
    unassigned_count: conversations.length - assigned,
    all_count: conversations.length,
  };
}

/** One of `/conversations`, with who wrote and what. */
export function conversationView(conversation: Conversation, scene: Scene): Json {
  const { id, uuid, inboxId, contact, status, snoozedUntil, createdAt, lastActivityAt } = conversation;
  const last = messagesOf(conversation, scene).at(-1);
  const shown = last === undefined ? null : messageEventView(last, conversation, scene.account.id);
  return {
    meta: {
      sender: contactView(contact),
      channel: scene.inboxes.find((inbox) => inbox.id === inboxId)?.channel ?? null,
      ...(conversation.assigned ? { assignee: { id: scene.owner.id, name: scene.owner.name } } : {}),
      hmac_verified: false,
    },
    id,
    messages: shown === null ? [] : [shown],
    account_id: scene.account.id,
    uuid,
    additional_attributes: {},
    agent_last_seen_at: 0,
    assignee_last_seen_at: 0,
    can_reply: true,
    contact_last_seen_at: 0,
    custom_attributes: conversation.attributes,
    inbox_id: inboxId,
    labels: [],
    muted: false,
    snoozed_until: snoozedUntil?.toISOString() ?? null,
    status,
    created_at: seconds(createdAt),
    updated_at: lastActivityAt.getTime() / 1000,
    timestamp: seconds(lastActivityAt),
    first_reply_created_at: 0,
    unread_count: 0,
    last_non_activity_message: shown,
    last_activity_at: seconds(lastActivityAt),
    priority: null,
    waiting_since: 0,
    sla_policy_id: null,
  };
}

export function contactView({ id, name, email, phone }: Contact): JsonObject {
  return {
    additional_attributes: {},
    availability_status: 'offline',
    email,
    id,
    name,
    phone_number: phone,
    blocked: false,
    identifier: null,
    thumbnail: '',
    custom_attributes: {},
  };
}

function seconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}
