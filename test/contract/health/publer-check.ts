import { publerKind } from '../../../src/actions/health/kinds/publer/kind.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { Asked } from './ask.ts';

/** One workspace of staging, held to all that can be asked of one. */
export const publerCheck: Asked = {
  kind: publerKind,
  check: 'publer',
  environment: 'staging',
  settings: {
    key: { secret: 'publer_api_key' },
    workspace: { staging: '68f0c2a4e1b2c3d4e5f60718', production: '68f0c2a4e1b2c3d4e5f60719' },
    accounts: ['facebook:Hot Rodan', 'instagram:hotrodan'],
    posts: {},
  },
  secrets: { publer_api_key: new Secret('publer_api_key', 'staging-key-of-the-test') },
};
