import { z, type ZodType } from 'zod';

/**
 * What is wrong with a member of an input, in words. Of one that may be of several kinds, zod says no more than that it is
 * invalid: the schema says what it takes.
 */
export function wordsOfIssue(issue: z.core.$ZodIssue, input: ZodType): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const member = issue.path.length === 1 ? memberOf(input, String(issue.path[0])) : undefined;
  const kinds = member?.anyOf?.map((kind) => (typeof kind === 'boolean' ? undefined : kind.type)) ?? [];
  if (kinds.includes('array')) return withMeaning('it takes one value or a list', member?.description);
  const tried = [...new Set(issue.errors.flatMap(([first]) => (first === undefined ? [] : [first.message])))];
  return withMeaning(tried.length === 0 ? issue.message : tried.join(', or '), member?.description);
}

function withMeaning(words: string, description: string | undefined): string {
  return description === undefined ? words : `${words}: ${description}`;
}

function memberOf(input: ZodType, name: string): z.core.JSONSchema.BaseSchema | undefined {
  const { properties } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  const member = properties?.[name];
  return typeof member === 'boolean' ? undefined : member;
}
