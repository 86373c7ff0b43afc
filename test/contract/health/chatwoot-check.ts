import { chatwootKind } from '../../../src/actions/health/kinds/chatwoot/kind.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { Asked } from './ask.ts';

/** One Chatwoot of staging, held to all that can be asked of one; its canary was set by the run before. */
export const chatwootCheck: Asked = {
  kind: chatwootKind,
  check: 'chatwoot',
  environment: 'staging',
  settings: {
    url: { staging: 'https://chat-staging.example.com', production: 'https://chat.example.com' },
    token: { secret: 'chatwoot_api_token' },
    account: { staging: 3, production: 1 },
    version: '4.11.0',
    canary: 9,
    inboxes: ['Facebook', 'Support mail', 'Website'],
  },
  minutesAfterRunBefore: 20,
  secrets: { chatwoot_api_token: new Secret('chatwoot_api_token', 'staging-token-of-the-test') },
};
