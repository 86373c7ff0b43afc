import { z } from 'zod';

/** Why Chatwoot lets nobody in: one status, five causes, and only the words of the body tell them apart. */
export type Refusal =
  | 'token-unknown'
  | 'token-not-seen'
  | 'token-of-a-bot'
  | 'not-a-member'
  | 'account-suspended'
  | 'not-permitted'
  | 'unclear';

const causes: readonly (readonly [words: RegExp, Refusal])[] = [
  [/\binvalid access[ _]token\b/i, 'token-unknown'],
  [/\bneed to sign in\b/i, 'token-not-seen'],
  [/\bnot authorized for bots\b/i, 'token-of-a-bot'],
  [/\bnot authorized to access this account\b/i, 'not-a-member'],
  [/\baccount is suspended\b/i, 'account-suspended'],
  [/\bnot authorized to do this\b/i, 'not-permitted'],
];

/** `body` is whatever JSON came with a 401 or 403, or undefined where none did. */
export function refusalOf(body: unknown): Refusal {
  const words = wordsOf(body);
  return causes.find(([cause]) => cause.test(words))?.[1] ?? 'unclear';
}

/** Devise says `errors`, Chatwoot's own handlers `error`, some of its concerns `message`. */
const envelope = z.object({
  error: z.string().optional().catch(undefined),
  errors: z
    .union([z.string(), z.array(z.unknown())])
    .optional()
    .catch(undefined),
  message: z.string().optional().catch(undefined),
});

function wordsOf(body: unknown): string {
  const read = envelope.safeParse(body);
  if (!read.success) return '';
  const { error, errors, message } = read.data;
  return [error, errors, message]
    .flat()
    .filter((words) => typeof words === 'string')
    .join('\n');
}
