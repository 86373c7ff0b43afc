import type { JsonObject } from '../../../core/json.ts';
import type { Scene } from '../scene.ts';
import type { Conversation, Message } from '../state.ts';

/** As they are now: under a fault, the newest that went out never arrived. */
export function messagesOf({ messages }: Conversation, scene: Scene): readonly Message[] {
  if (!scene.is('message-failed')) return messages;
  const struck = messages.findLastIndex(({ direction }) => direction === 'outgoing');
  return messages.map((message, index) =>
    index === struck
      ? { ...message, status: 'failed', externalError: '(#10) Message outside of allowed window' }
      : message,
  );
}

export function messageView(message: Message, { id, inboxId }: Conversation): JsonObject {
  return {
    id: message.id,
    content: message.content,
    inbox_id: inboxId,
    conversation_id: id,
    message_type: message.direction === 'incoming' ? 0 : 1,
    content_type: 'text',
    status: message.status,
    content_attributes: message.externalError === undefined ? {} : { external_error: message.externalError },
    created_at: Math.floor(message.createdAt.getTime() / 1000),
    private: false,
    source_id: null,
  };
}

/** The same message as it stands within a conversation: the whole row, and who wrote it. */
export function messageEventView(message: Message, conversation: Conversation, account: number): JsonObject {
  const isIncoming = message.direction === 'incoming';
  const { contact } = conversation;
  return {
    ...messageView(message, conversation),
    account_id: account,
    updated_at: message.createdAt.toISOString(),
    sender_type: isIncoming ? 'Contact' : 'User',
    sender_id: contact.id,
    external_source_ids: {},
    additional_attributes: {},
    processed_message_content: message.content,
    sentiment: {},
    conversation: { assignee_id: null, unread_count: 0, contact_inbox: { source_id: conversation.uuid } },
    ...(isIncoming ? { sender: { id: contact.id, name: contact.name, email: contact.email, type: 'contact' } } : {}),
  };
}
