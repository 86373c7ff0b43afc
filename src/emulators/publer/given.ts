import { z } from 'zod';

export const providers = [
  'bluesky',
  'facebook',
  'instagram',
  'linkedin',
  'twitter',
  'tiktok',
  'youtube',
  'pinterest',
  'google',
  'wordpress',
  'telegram',
  'mastodon',
  'threads',
] as const;

export const scopes = ['workspaces', 'accounts', 'posts', 'media', 'analytics'] as const;

const account = z.strictObject({
  name: z.string().min(1),
  id: z.string().min(1).optional(),
  provider: z.enum(providers).optional(),
  type: z.enum(['page', 'profile', 'group', 'business', 'channel', 'location', 'blog']).optional(),
});

/** What a Publer can be told of itself. */
export const givenSchema = z.strictObject({
  workspace: z.coerce.string().min(1).optional(),
  workspaceName: z.string().min(1).default('Prestage'),
  plan: z.string().min(1).default('business'),
  /** Names, or names with what they are. */
  accounts: z
    .array(
      z.union([
        account,
        z
          .string()
          .min(1)
          .transform((name): z.infer<typeof account> => ({ name })),
      ]),
    )
    .default([
      { name: 'Prestage on Instagram', provider: 'instagram', type: 'business' },
      { name: 'Prestage on Facebook', provider: 'facebook', type: 'page' },
      { name: 'Prestage on X', provider: 'twitter', type: 'profile' },
    ]),
  /** Of the key: fixed when it is made. */
  scopes: z.array(z.enum(scopes)).default(['workspaces', 'accounts', 'posts', 'media']),
});

export type Given = z.infer<typeof givenSchema>;
