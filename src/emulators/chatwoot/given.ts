import { z } from 'zod';

const id = z.coerce.number().int().positive();

export const channelTypes = [
  'Channel::WebWidget',
  'Channel::Email',
  'Channel::FacebookPage',
  'Channel::Instagram',
  'Channel::Whatsapp',
  'Channel::TwilioSms',
  'Channel::Api',
] as const;
export type ChannelType = (typeof channelTypes)[number];

const inbox = z.strictObject({
  name: z.string().min(1),
  id: id.optional(),
  channel: z.enum(channelTypes).optional(),
  /** Of an e-mail channel: `google` and `microsoft` log in by OAuth, and alone can ask for it again. */
  provider: z.enum(['google', 'microsoft']).optional(),
});

/** What a Chatwoot can be told of itself; `account: 3` and `account: '3'` are one. */
export const givenSchema = z.strictObject({
  version: z.string().min(1).default('4.11.0'),
  account: id.default(1),
  accountName: z.string().min(1).default('Prestage'),
  /** What the token belongs to: a user's role in the account, or a bot. */
  role: z.enum(['administrator', 'agent', 'bot']).default('administrator'),
  /** Names, or names with what they are. */
  inboxes: z
    .array(
      z.union([
        inbox,
        z
          .string()
          .min(1)
          .transform((name): z.infer<typeof inbox> => ({ name })),
      ]),
    )
    .default([
      { name: 'Website', channel: 'Channel::WebWidget' },
      { name: 'Support mail', channel: 'Channel::Email', provider: 'google' },
      { name: 'Facebook', channel: 'Channel::FacebookPage' },
    ]),
  /** The conversation, by its number in the account, that is there to be snoozed and to wake up again. */
  canary: id.optional(),
  /** Calls a minute from one address. */
  limit: z.number().int().positive().default(3000),
});

export type Given = z.infer<typeof givenSchema>;
