import { certificateKind } from '../../../src/actions/health/kinds/certificate/kind.ts';
import { httpKind } from '../../../src/actions/health/kinds/http/kind.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Asked } from './ask.ts';

/** A site of which no more is known than that its status is ok. */
export const siteCheck: Asked = {
  kind: httpKind,
  check: 'app',
  environment: 'staging',
  settings: {
    url: 'https://app-staging.example.com',
    steps: [{ name: 'health', path: '/health', conditions: [{ at: '$.status', is: 'ok' }] }],
  },
  secrets: {},
};

export const certificateCheck: Asked = {
  kind: certificateKind,
  check: 'certificate',
  environment: 'staging',
  settings: { url: 'https://app-staging.example.com' },
  secrets: {},
  clock: systemClock,
};
