const space = '\u00A0';

/** Milliseconds as a person says them: `< 1 ms`, `420 ms`, `4.2 s`, `42 s`, `3 min 12 s`, `1 h 04 min`. */
export function durationWords(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return 'not measured';
  if (ms < 1) return `<${space}1${space}ms`;
  if (ms < 999.5) return `${Math.round(ms)}${space}ms`;
  if (ms < 9_950) return `${(ms / 1000).toFixed(1).replace('.0', '')}${space}s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}${space}s`;
  if (seconds < 3600) return parts(Math.floor(seconds / 60), 'min', `${seconds % 60}`, 's');
  const minutes = Math.round(seconds / 60);
  return parts(Math.floor(minutes / 60), 'h', String(minutes % 60).padStart(2, '0'), 'min');
}

function parts(large: number, largeUnit: string, small: string, smallUnit: string): string {
  const whole = `${large}${space}${largeUnit}`;
  return Number(small) === 0 ? whole : `${whole} ${small}${space}${smallUnit}`;
}
