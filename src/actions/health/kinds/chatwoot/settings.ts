import { z } from 'zod';
import { secretReference } from '../../../../core/secret-reference.ts';
import { perEnvironment } from '../../per-environment.ts';

const webUrl = z
  .string()
  .regex(/^https?:\/\/(?![^/?#]*@)[^\s?#]+$/, 'is no http:// or https:// URL without user, password and query');
const names = z.array(z.string().min(1));
const id = z.int().positive();

export const chatwootSettings = z.strictObject({
  url: perEnvironment(webUrl).describe('The installation, such as https://chat.example.com.'),
  token: secretReference.describe('A user’s access token; an administrator’s is told more.'),
  account: perEnvironment(id).describe('The number in https://chat.example.com/app/accounts/NUMBER.'),
  version: perEnvironment(z.string().min(1)).optional().describe('The version that should run; any when absent.'),
  inboxes: perEnvironment(names)
    .optional()
    .describe('The names of all inboxes that the token’s user should see; not compared when absent.'),
  unseen: perEnvironment(z.union([names, z.literal('all')]))
    .default([])
    .describe('Inboxes of which it is known that Chatwoot does not say whether their login still works.'),
  canary: perEnvironment(id)
    .optional()
    .describe(
      'The number of a conversation that is there for nothing else: each run snoozes it, and the next one looks whether the worker has opened it again. Writes to Chatwoot; off when absent.',
    ),
});

export type ChatwootSettings = z.infer<typeof chatwootSettings>;
