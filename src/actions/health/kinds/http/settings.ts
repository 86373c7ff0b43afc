import { z } from 'zod';
import { secretReference } from '../../../../core/secret-reference.ts';
import { condition } from '../../conditions/condition.ts';
import { pathText, singularPath } from '../../conditions/path.ts';
import { perEnvironment } from '../../per-environment.ts';

const webUrl = z
  .string()
  .regex(/^https?:\/\/(?![^/?#]*@)[^\s/?#]+/, 'is no http:// or https:// URL without a user and password');

const name = z.string().regex(/^[A-Za-z][\w-]*$/, 'is no name: letters, digits, _ and -');

/** Text with `{name}` for what an earlier step took out of its reply; a credential, or one with words before it. */
const headerValue = z.union([
  z.string(),
  secretReference,
  z.strictObject({ prefix: z.string(), value: secretReference }).describe('Such as `Bearer ` before a token.'),
]);

const status = z.union([
  z.int().min(100).max(599),
  z.string().regex(/^[1-5]xx$/, 'is no status such as 200, and no class such as `2xx`'),
]);

const step = z.strictObject({
  name: name.optional().describe('What the record calls it; its number when absent.'),
  method: z.enum(['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  path: z
    .string()
    .regex(/^(?:$|[/?])/, 'begins with / or ?')
    .default('')
    .describe("Goes after the check's `url`; `{name}` stands for what an earlier step extracted."),
  headers: z.record(z.string(), headerValue).default({}),
  json: z.json().optional().describe('The body, sent as JSON; `{name}` in its strings is filled in.'),
  status: z
    .union([status, z.array(status).min(1)])
    .default('2xx')
    .describe('What the answer may have.'),
  extract: z
    .record(name, singularPath)
    .default({})
    .describe('Values of the reply that later steps use, by name. They are not kept.'),
  fields: z
    .record(name, pathText)
    .default({})
    .describe('Values of the reply that records keep, by name: nothing else of it is kept.'),
  conditions: z.array(condition).default([]).describe('What the reply, as JSON, must be like.'),
  degradedAfter: z.int().positive().optional().describe('Milliseconds after which this step counts as slow.'),
  redirects: z.int().min(0).max(10).default(0).describe('How many are followed. No credential goes to another origin.'),
  maxBytes: z.int().positive().max(33_554_432).default(1_048_576).describe('The largest body that is read.'),
  retry: z.boolean().optional().describe('Whether it may be tried again; a POST or PATCH is not unless this says so.'),
});

export const httpSettings = z.strictObject({
  url: perEnvironment(webUrl).describe('The service: what the `path` of each step is added to.'),
  acceptEncoding: z
    .string()
    .optional()
    .describe(
      'The header Accept-Encoding: `identity` for a service that packed replies confuse. Not sent when absent.',
    ),
  steps: z.array(step).min(1).prefault([{}]).describe('Requests, one after the other, over one connection.'),
});

export type HttpSettings = z.infer<typeof httpSettings>;
export type HttpStep = z.infer<typeof step>;
export type HeaderValue = z.infer<typeof headerValue>;
