import { z } from 'zod';

/** What a model read and wrote, as its executor said. What was read again out of a cache is told apart and not counted. */
export interface Tokens {
  readonly counted: number;
  readonly cached: number;
}

export interface TokenMeter {
  /** Takes the executor's output as it comes. */
  push(bytes: Uint8Array): void;
  /** Undefined as long as no line said anything of tokens. */
  spent(): Tokens | undefined;
}

const many = z.number().int().nonnegative();
const claude = z.object({
  input_tokens: many,
  output_tokens: many,
  cache_creation_input_tokens: many.nullish(),
  cache_read_input_tokens: many.nullish(),
});

/** Lines of the executors' JSON streams, as far as they tell of tokens. */
const lines = z.union([
  // Claude Code, `--output-format stream-json`: a message comes in several lines, with what it has used so far.
  z
    .object({ type: z.literal('assistant'), message: z.object({ id: z.string(), usage: claude }) })
    .transform(({ message }) => ({ part: message.id, ...ofClaude(message.usage) })),
  z
    .object({ type: z.literal('result'), usage: claude })
    .transform(({ usage }) => ({ whole: true, ...ofClaude(usage) })),
  // Codex, `exec --json`: its input counts what came from the cache.
  z
    .object({
      type: z.literal('turn.completed'),
      usage: z.object({ input_tokens: many, cached_input_tokens: many.default(0), output_tokens: many }),
    })
    .transform(({ usage }) => ({
      counted: Math.max(0, usage.input_tokens - usage.cached_input_tokens) + usage.output_tokens,
      cached: usage.cached_input_tokens,
    })),
  // Gemini CLI, `--output-format stream-json`.
  z
    .object({ type: z.literal('result'), stats: z.object({ total_tokens: many }) })
    .transform(({ stats }) => ({ whole: true, counted: stats.total_tokens, cached: 0 })),
]);

function ofClaude(usage: z.infer<typeof claude>): Tokens {
  return {
    counted: usage.input_tokens + usage.output_tokens + (usage.cache_creation_input_tokens ?? 0),
    cached: usage.cache_read_input_tokens ?? 0,
  };
}

/** A line without an end must not fill the memory. Bytes. */
const longestLine = 16 * 1024 * 1024;

/** `onMore` is told whenever more is known to have been spent. */
export function createTokenMeter(onMore: (spent: Tokens) => void): TokenMeter {
  const parts = new Map<string, Tokens>();
  let whole: Tokens = { counted: 0, cached: 0 };
  let isKnown = false;
  let rest = Buffer.alloc(0);
  const spent = (): Tokens => {
    const summed = [...parts.values()].reduce(add, { counted: 0, cached: 0 });
    return { counted: Math.max(summed.counted, whole.counted), cached: Math.max(summed.cached, whole.cached) };
  };
  const read = (line: string): void => {
    const found = lineOf(line);
    if (found === undefined) return;
    isKnown = true;
    const tokens = { counted: found.counted, cached: found.cached };
    if ('whole' in found) whole = add(whole, tokens);
    else parts.set('part' in found ? found.part : `turn ${parts.size}`, tokens);
    onMore(spent());
  };
  return {
    push(bytes) {
      const text = Buffer.concat([rest, bytes]);
      const end = text.lastIndexOf(10);
      for (const line of text
        .subarray(0, end + 1)
        .toString()
        .split('\n'))
        read(line);
      rest = text.length - end > longestLine ? Buffer.alloc(0) : Buffer.from(text.subarray(end + 1));
    },
    spent: () => (isKnown ? spent() : undefined),
  };
}

function lineOf(line: string): z.infer<typeof lines> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return lines.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function add(a: Tokens, b: Tokens): Tokens {
  return { counted: a.counted + b.counted, cached: a.cached + b.cached };
}
