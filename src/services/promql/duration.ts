const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const;

/** Milliseconds as Prometheus writes them: `2h15m`, `2s500ms`. Less than one is one. */
export function durationText(ms: number): string {
  let rest = Math.max(1, Math.round(ms));
  const parts = units.map(([unit, size]) => {
    const many = Math.floor(rest / size);
    rest -= many * size;
    return many === 0 ? '' : `${many}${unit}`;
  });
  return parts.join('');
}

const inText: Readonly<Record<string, number>> = { y: 31_536_000_000, w: 604_800_000, ...Object.fromEntries(units) };

/** `1h30m` in milliseconds; undefined when it is no duration. */
export function durationMs(text: string): number | undefined {
  if (!/^(?:\d+(?:ms|[smhdwy]))+$/u.test(text)) return undefined;
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/gu)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (inText[unit ?? ''] ?? 0),
    0,
  );
}
