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
