export type Ink = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'dim' | 'bold';

export type Palette = (ink: Ink, text: string) => string;

const codes: Readonly<Record<Ink, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
};

export const colours: Palette = (ink, text) => {
  const [on, off] = codes[ink];
  return `\u001B[${on}m${text}\u001B[${off}m`;
};

export const noColours: Palette = (_ink, text) => text;

/** NO_COLOR takes colour away, FORCE_COLOR gives it where there is no terminal (https://no-color.org). */
export function paletteFor(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): Palette {
  if (isSet(env['NO_COLOR'])) return noColours;
  if (isSet(env['FORCE_COLOR']) && env['FORCE_COLOR'] !== '0') return colours;
  return isTTY && env['TERM'] !== 'dumb' ? colours : noColours;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
