import { expect, it } from 'vitest';
import { createTokenMeter, type Tokens } from './tokens.ts';

const usage = (input: number, output: number, more: object = {}) => ({
  input_tokens: input,
  output_tokens: output,
  ...more,
});

const cases: readonly [string, readonly unknown[], Tokens | undefined][] = [
  [
    'messages of Claude Code, each once, and what it sums up itself',
    [
      { type: 'system', subtype: 'init' },
      { type: 'assistant', message: { id: 'm1', usage: usage(10, 1, { cache_creation_input_tokens: 100 }) } },
      { type: 'assistant', message: { id: 'm1', usage: usage(10, 5, { cache_creation_input_tokens: 100 }) } },
      { type: 'assistant', message: { id: 'm2', usage: usage(3, 2, { cache_read_input_tokens: 110 }) } },
      { type: 'result', usage: usage(13, 40, { cache_creation_input_tokens: 100, cache_read_input_tokens: 110 }) },
    ],
    { counted: 153, cached: 110 },
  ],
  [
    'messages alone, when it was ended before it summed up',
    [{ type: 'assistant', message: { id: 'm1', usage: usage(10, 5) } }],
    { counted: 15, cached: 0 },
  ],
  [
    'turns of Codex',
    [
      { type: 'turn.completed', usage: usage(100, 10, { cached_input_tokens: 80 }) },
      { type: 'turn.completed', usage: usage(200, 20, { cached_input_tokens: 150 }) },
    ],
    { counted: 100, cached: 230 },
  ],
  ['the result of Gemini', [{ type: 'result', stats: { total_tokens: 77 } }], { counted: 77, cached: 0 }],
  [
    'nothing',
    [{ type: 'assistant', message: { id: 'm', usage: { input_tokens: -5, output_tokens: 1 } } }, 1],
    undefined,
  ],
];

it.each(cases)('counts %s', (_name, lines, expected) => {
  const meter = createTokenMeter(() => undefined);
  const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('') + 'no JSON\n{"broken\n');
  // As pipes cut it.
  for (let at = 0; at < bytes.length; at += 7) meter.push(bytes.subarray(at, at + 7));
  expect(meter.spent()).toEqual(expected);
});

it('tells of each that is more', () => {
  const told: number[] = [];
  const meter = createTokenMeter(({ counted }) => told.push(counted));
  for (const n of [1, 2])
    meter.push(Buffer.from(`${JSON.stringify({ type: 'turn.completed', usage: usage(n, 0) })}\n`));
  expect(told).toEqual([1, 3]);
});
