import type { Json } from '../../../core/json.ts';
import type { Scene } from '../scene.ts';

/** `/api/v1/accounts/:id`. */
export function accountView({ account, version }: Scene): Json {
  return {
    settings: {},
    created_at: '2025-01-06T09:00:00.000Z',
    domain: null,
    features: { inbox_management: true, channel_email: true, channel_facebook: true, api_and_webhooks: true },
    id: account.id,
    locale: 'en',
    name: account.name,
    support_email: null,
    status: account.status,
    cache_keys: { label: '0000000000', inbox: '0000000000', team: '0000000000' },
    latest_chatwoot_version: version,
  };
}

/** `/platform/api/v1/accounts/:id`. */
export function platformAccountView({ account }: Scene): Json {
  return {
    id: account.id,
    name: account.name,
    locale: 'en',
    domain: null,
    support_email: null,
    status: account.status,
    features: [],
    limits: {},
    custom_attributes: {},
  };
}
