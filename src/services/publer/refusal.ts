import { z } from 'zod';

/** Why Publer lets nobody in: the status says little, the words of the body say more. */
export type Refusal =
  | 'key-unknown'
  | 'key-or-plan'
  | 'scope-missing'
  | 'plan-lapsed'
  | 'workspace-header-missing'
  | 'workspace-not-open'
  | 'unclear';

const causes: readonly (readonly [words: RegExp, Refusal])[] = [
  // One sentence for a key that is revoked and for a plan that has lapsed.
  [/\bapi key or not active\b/i, 'key-or-plan'],
  [/\baccess (?:on|to) this workspace\b/i, 'workspace-not-open'],
  [/\bworkspace[ -]id\b.*\b(?:required|missing|blank)\b|\bmissing\b.*\bworkspace\b/i, 'workspace-header-missing'],
  [/\bscopes?\b/i, 'scope-missing'],
  [/\b(?:plan|subscription|upgrade|billing|payment|trial)\b/i, 'plan-lapsed'],
  [/\b(?:api key|unauthori[sz]ed|authentication|credentials?|token)\b/i, 'key-unknown'],
];

/** `body` is whatever JSON came with a 401 or 403, or undefined where none did. */
export function refusalOf(body: unknown): Refusal {
  const words = errorWords(body).join('\n');
  return causes.find(([cause]) => cause.test(words))?.[1] ?? 'unclear';
}

const envelope = z.object({
  error: z.string().optional().catch(undefined),
  errors: z.array(z.unknown()).optional().catch(undefined),
});

/** Publer has two envelopes: `{ errors: [words] }`, and `{ error: words }` where it limits. */
export function errorWords(body: unknown): readonly string[] {
  const read = envelope.safeParse(body);
  if (!read.success) return [];
  return [read.data.error, read.data.errors].flat().filter((words) => typeof words === 'string');
}
