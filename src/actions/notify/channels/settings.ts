import { z } from 'zod';
import { secretReference } from '../../../core/secret-reference.ts';

/** `Prestage <ops@example.com>` or `ops@example.com`: one line, and nothing that begins a field of a mail. */
const mailAddress = z
  .string()
  .max(254)
  .regex(
    /^(?:[^<>"\p{C}\p{Zl}\p{Zp}]+ <[^\s<>"@,;:\\]+@[a-z0-9.-]+>|[^\s<>"@,;:\\\p{C}]+@[a-z0-9.-]+)$/iu,
    'is no mail address',
  );

const web = z
  .url({ protocol: /^https?$/u })
  .refine((url) => URL.parse(url)?.username === '' && URL.parse(url)?.password === '', 'holds a login');

const common = {
  environments: z.array(z.string().min(1)).min(1).optional().describe('All when absent.'),
  timeout: z.number().int().min(1).max(120).default(20).describe('Seconds, for one message.'),
};

const email = z.strictObject({
  kind: z.literal('email'),
  to: z.array(mailAddress).min(1).describe('Who gets the mail.'),
  from: mailAddress.describe('Who it is from: what the server lets this login send as.'),
  smtp: z
    .string()
    .regex(/^smtps?:\/\/(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/iu, 'is no smtp:// or smtps:// URL of a host alone')
    .describe('`smtp://host:587` (STARTTLS, always) or `smtps://host:465`.'),
  user: z.string().min(1),
  password: secretReference,
  ...common,
});

const webhook = z.strictObject({
  kind: z.literal('webhook'),
  url: web,
  secret: secretReference.describe('Signs the body: HMAC-SHA256, in `X-Prestage-Signature`.'),
  ...common,
});

const pagerduty = z.strictObject({
  kind: z.literal('pagerduty'),
  url: web.default('https://events.pagerduty.com').describe('Its Events API v2.'),
  key: secretReference.describe('The routing key of the integration.'),
  ...common,
});

const alertmanager = z.strictObject({
  kind: z.literal('alertmanager'),
  url: web.describe('Its root; alerts go to api/v2/alerts below it.'),
  token: secretReference.optional().describe('A bearer token, where something before it asks for one.'),
  ...common,
});

const githubIssue = z.strictObject({
  kind: z.literal('github-issue'),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/u, 'is no OWNER/NAME'),
  token: secretReference.describe('With `Issues: write` of that repository, and nothing else.'),
  label: z
    .string()
    .min(1)
    .max(50)
    .regex(/^[^,]+$/u, 'is no one label')
    .default('prestage-health')
    .describe('What its issue has, and is found by: nobody without a say in the repository can set it.'),
  api: web.default('https://api.github.com'),
  ...common,
});

export const channel = z.discriminatedUnion('kind', [email, webhook, pagerduty, alertmanager, githubIssue]);

export type ChannelSettings = z.infer<typeof channel>;
export type EmailSettings = z.infer<typeof email>;
export type WebSettings = Exclude<ChannelSettings, EmailSettings>;
