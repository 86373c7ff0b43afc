import { z } from 'zod';
import { perEnvironment } from '../../per-environment.ts';

const tlsUrl = z.string().regex(/^https:\/\/(?![^/?#]*@)[^\s/?#]+$/, 'is no https://HOST or https://HOST:PORT');

export const certificateSettings = z.strictObject({
  url: perEnvironment(tlsUrl).describe('Where it is shown: https://HOST or https://HOST:PORT.'),
  daysLeft: z.int().min(0).default(21).describe('With fewer days left it counts as expiring.'),
});

export type CertificateSettings = z.infer<typeof certificateSettings>;
