import { z } from 'zod';
import { secretReference } from '../../../../core/secret-reference.ts';
import { publerUrl } from '../../../../services/publer/requests.ts';
import { perEnvironment } from '../../per-environment.ts';

const webUrl = z
  .string()
  .regex(/^https?:\/\/(?![^/?#]*@)[^\s?#]+$/, 'is no http:// or https:// URL without user, password and query');

/** `facebook:Hot Rod`: the network as Publer calls it, and the account’s name there. */
const account = z.string().regex(/^[a-z_]+:.+$/, 'is not network:name, such as `facebook:Hot Rod`');

export const publerSettings = z.strictObject({
  url: perEnvironment(webUrl).default(publerUrl).describe('Publer itself when absent.'),
  key: secretReference.describe('An API key with the scopes `workspaces` and `accounts`, without `Bearer-API`.'),
  workspace: perEnvironment(z.string().min(1)).describe('The id of the workspace.'),
  accounts: perEnvironment(z.array(account))
    .optional()
    .describe('All social accounts that should be there, as network:name; not compared when absent.'),
  posts: z
    .strictObject({
      days: z.int().positive().max(90).default(7).describe('How far back and ahead.'),
    })
    .optional()
    .describe(
      'Looks for posts that failed or wait for a login. The key then needs the scope `posts`, which can publish as well; off when absent.',
    ),
});

export type PublerSettings = z.infer<typeof publerSettings>;
