import type { ChatwootState, Inbox } from './state.ts';

/** What may be so, by the names of the faults that make it so. */
export const conditions = [
  'redis-down',
  'redis-silent',
  'database-down',
  'migrations-pending',
  'worker-dead',
  'token-revoked',
  'underscore-dropped',
  'token-header-dropped',
  'bot-token',
  'agent-token',
  'account-gone',
  'account-suspended',
  'not-a-member',
  'inbox-missing',
  'inboxes-empty',
  'reauthorization',
  'whatsapp-restricted',
  'message-failed',
  'version-drift',
  'old-version',
  'compression-refused',
] as const;
export type Condition = (typeof conditions)[number];

/** What is so while one call is answered: the state, as the conditions leave it. */
export interface Scene extends ChatwootState {
  readonly is: (condition: Condition) => boolean;
}

export function sceneOf(state: ChatwootState, given: ReadonlySet<string>): Scene {
  const is = (condition: Condition): boolean => given.has(condition);
  return {
    ...state,
    is,
    version: versionOf(state.version, is),
    account: { ...state.account, status: is('account-suspended') ? 'suspended' : state.account.status },
    owner: { ...state.owner, role: roleOf(state.owner.role, is) },
    inboxes: inboxesOf(state.inboxes, is),
  };
}

type Is = Scene['is'];

function versionOf(version: string, is: Is): string {
  if (is('old-version')) return '4.2.0';
  if (is('version-drift')) return '4.13.0';
  return is('compression-refused') ? '4.12.1' : version;
}

function roleOf(role: ChatwootState['owner']['role'], is: Is): ChatwootState['owner']['role'] {
  if (is('bot-token')) return 'bot';
  return is('agent-token') ? 'agent' : role;
}

function inboxesOf(inboxes: readonly Inbox[], is: Is): readonly Inbox[] {
  if (is('inboxes-empty')) return [];
  const left = is('inbox-missing') ? inboxes.slice(0, -1) : inboxes;
  return is('reauthorization') ? disconnected(left) : left;
}

/** The first that can say so is. Where none can, the last one becomes a page of Facebook's, so that it shows. */
function disconnected(inboxes: readonly Inbox[]): readonly Inbox[] {
  const able = inboxes.findIndex(({ channel, provider }) => mayAskAgain(channel, provider));
  const struck = able === -1 ? inboxes.length - 1 : able;
  return inboxes.map((inbox, index) => {
    if (index !== struck) return inbox;
    const channel = able === -1 ? 'Channel::FacebookPage' : inbox.channel;
    return { ...inbox, channel, reauthorizationRequired: true };
  });
}

/** Whether the channel is one of those whose login can run out in a way that Chatwoot tells. */
export function mayAskAgain(channel: Inbox['channel'], provider: string | undefined): boolean {
  if (channel === 'Channel::Email') return provider !== undefined;
  return channel === 'Channel::FacebookPage' || channel === 'Channel::Instagram';
}
