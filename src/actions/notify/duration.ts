import { z } from 'zod';

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `30m`, `20h`, `7d`: as people write how long something lasts. Read by `milliseconds`. */
export const duration = z.string().regex(/^[1-9]\d{0,5}[smhd]$/u, 'is no duration such as `30m`, `20h` or `7d`');

export function milliseconds(text: string): number {
  return Number(text.slice(0, -1)) * (units[text.slice(-1)] ?? 0);
}
