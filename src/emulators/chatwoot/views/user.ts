import type { Json } from '../../../core/json.ts';
import type { Secret } from '../../../core/secret.ts';
import type { Scene } from '../scene.ts';

/** `/api/v1/profile`: with the token that asks, and two more that are as good as it. */
export function userView(scene: Scene, token: Secret, now: Date): Json {
  const { account, owner, canaries } = scene;
  const isMember = !scene.is('not-a-member') && !scene.is('account-gone');
  return {
    access_token: token.reveal(),
    account_id: isMember ? account.id : null,
    available_name: owner.name,
    avatar_url: '',
    confirmed: true,
    display_name: null,
    message_signature: null,
    email: owner.email,
    hmac_identifier: canaries['hmac-identifier'].reveal(),
    id: owner.id,
    inviter_id: null,
    name: owner.name,
    provider: 'email',
    pubsub_token: canaries['pubsub-token'].reveal(),
    role: isMember ? owner.role : null,
    ui_settings: {},
    uid: owner.email,
    type: null,
    accounts: isMember ? [membership(scene, now)] : [],
  };
}

function membership({ account, owner }: Scene, now: Date): Json {
  return {
    id: account.id,
    name: account.name,
    status: account.status,
    active_at: now.toISOString(),
    role: owner.role,
    permissions: [owner.role],
    availability: 'online',
    availability_status: 'offline',
    auto_offline: true,
  };
}
